using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// Local response normalization of one example a part. With a = α/size, W the sum over a channel's window, Wᵀ its adjoint and s = d^(−β):
/// ẏ = ẋ s − β y ḋ/d with ḋ = 2a W(x ẋ); x̄ = ȳ s − 2aβ x Wᵀ(u) with u = ȳ y/d; and the derivative of the last along ẋ is
/// ẏ̄ s − β ȳ s ḋ/d − 2aβ (ẋ Wᵀ(u) + x Wᵀ(u̇)), u̇ = (ẏ̄ y + ȳ ẏ − ȳ y ḋ/d)/d.
/// </summary>
internal readonly unsafe struct ResponseJob<T>(
    ResponseWindow<T> window, ResponsePass pass, NormalizationOperands<T> all, T* divisors, T* powers, bool accumulate) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Buffers = 5;

    private T Twice => window.Share + window.Share;

    public void Run(int part, Scratch scratch)
    {
        nint offset = (nint)part * window.Length;
        T* buffer = scratch.Rent<T>((nint)Buffers * window.Length);
        NormalizationOperands<T> at = all.At(offset);
        if (pass == ResponsePass.Value) Value(at, divisors + offset, powers + offset, buffer);
        else if (pass == ResponsePass.Tangent) Tangent(at, divisors + offset, powers + offset, buffer);
        else if (pass == ResponsePass.Adjoint) Adjoint(at, divisors + offset, powers + offset, buffer);
        else AdjointTangent(at, divisors + offset, powers + offset, buffer);
    }

    private void Value(NormalizationOperands<T> at, T* d, T* s, T* squares)
    {
        int end = window.Length;
        for (int i = 0; i < end; i += Vector256<T>.Count)
        {
            Vector256<T> x = ChunkedWork.Load(at.X, i, end);
            ChunkedWork.Store(x * x, squares, i, end);
        }

        window.Sum(squares, d, turned: false);
        Vector256<T> share = Vector256.Create(window.Share), constant = Vector256.Create(window.Constant), exponent = Vector256.Create(-window.Beta);
        for (int i = 0; i < end; i += Vector256<T>.Count)
        {
            Vector256<T> divisor = constant + (share * ChunkedWork.Load(d, i, end)), power = Elementary.Exp(exponent * Elementary.Log(divisor));
            ChunkedWork.Store(divisor, d, i, end);
            ChunkedWork.Store(power, s, i, end);
            ChunkedWork.Store(power * ChunkedWork.Load(at.X, i, end), at.Result, i, end);
        }
    }

    private void Tangent(NormalizationOperands<T> at, T* d, T* s, T* buffer)
    {
        int end = window.Length;
        T* rate = DivisorRate(at, d, buffer);
        Vector256<T> beta = Vector256.Create(window.Beta);
        for (int i = 0; i < end; i += Vector256<T>.Count)
        {
            Vector256<T> direct = ChunkedWork.Load(at.InputTangent, i, end) * ChunkedWork.Load(s, i, end);
            ChunkedWork.Store(direct - (beta * ChunkedWork.Load(at.Y, i, end) * ChunkedWork.Load(rate, i, end)), at.Result, i, end);
        }
    }

    /// <summary>ḋ/d, at the beginning of the buffer.</summary>
    private T* DivisorRate(NormalizationOperands<T> at, T* d, T* buffer)
    {
        int end = window.Length;
        T* products = buffer + end;
        for (int i = 0; i < end; i += Vector256<T>.Count)
            ChunkedWork.Store(ChunkedWork.Load(at.X, i, end) * ChunkedWork.Load(at.InputTangent, i, end), products, i, end);
        window.Sum(products, buffer, turned: false);
        Vector256<T> twice = Vector256.Create(Twice);
        for (int i = 0; i < end; i += Vector256<T>.Count)
            ChunkedWork.Store(twice * ChunkedWork.Load(buffer, i, end) / ChunkedWork.Load(d, i, end), buffer, i, end);
        return buffer;
    }

    private void Adjoint(NormalizationOperands<T> at, T* d, T* s, T* buffer)
    {
        int end = window.Length;
        T* u = buffer, sums = buffer + end;
        for (int i = 0; i < end; i += Vector256<T>.Count)
            ChunkedWork.Store(ChunkedWork.Load(at.Vector, i, end) * ChunkedWork.Load(at.Y, i, end) / ChunkedWork.Load(d, i, end), u, i, end);
        window.Sum(u, sums, turned: true);
        Vector256<T> factor = Vector256.Create(Twice * window.Beta);
        for (int i = 0; i < end; i += Vector256<T>.Count)
        {
            Vector256<T> direct = ChunkedWork.Load(at.Vector, i, end) * ChunkedWork.Load(s, i, end);
            Finish(direct - (factor * ChunkedWork.Load(at.X, i, end) * ChunkedWork.Load(sums, i, end)), at.Result, i, end);
        }
    }

    private void AdjointTangent(NormalizationOperands<T> at, T* d, T* s, T* buffer)
    {
        int end = window.Length;
        T* rate = DivisorRate(at, d, buffer), u = buffer + end, uDot = u + end, sums = uDot + end, sumsDot = sums + end;
        for (int i = 0; i < end; i += Vector256<T>.Count)
        {
            Vector256<T> y = ChunkedWork.Load(at.Y, i, end), cotangent = ChunkedWork.Load(at.Cotangent, i, end), divisor = ChunkedWork.Load(d, i, end);
            Vector256<T> value = cotangent * y / divisor;
            Vector256<T> moved = (ChunkedWork.Load(at.Vector, i, end) * y) + (cotangent * ChunkedWork.Load(at.OutputTangent, i, end));
            ChunkedWork.Store(value, u, i, end);
            ChunkedWork.Store((moved / divisor) - (value * ChunkedWork.Load(rate, i, end)), uDot, i, end);
        }

        window.Sum(u, sums, turned: true);
        window.Sum(uDot, sumsDot, turned: true);
        Vector256<T> beta = Vector256.Create(window.Beta), factor = Vector256.Create(Twice * window.Beta);
        for (int i = 0; i < end; i += Vector256<T>.Count)
        {
            Vector256<T> cotangent = ChunkedWork.Load(at.Cotangent, i, end), power = ChunkedWork.Load(s, i, end);
            Vector256<T> direct = power * (ChunkedWork.Load(at.Vector, i, end) - (beta * cotangent * ChunkedWork.Load(rate, i, end)));
            Vector256<T> across = (ChunkedWork.Load(at.InputTangent, i, end) * ChunkedWork.Load(sums, i, end))
                + (ChunkedWork.Load(at.X, i, end) * ChunkedWork.Load(sumsDot, i, end));
            Finish(direct - (factor * across), at.Result, i, end);
        }
    }

    private void Finish(Vector256<T> value, T* result, int i, int end) =>
        ChunkedWork.Store(accumulate ? value + ChunkedWork.Load(result, i, end) : value, result, i, end);
}
