using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Kernels.Matrices;

/// <summary>
/// k(x, y) = exp(−γ‖x − y‖²) with ‖x − y‖² = ‖x‖² + ‖y‖² − 2⟨x, y⟩; a squared distance that rounding has made negative counts as 0. The norms are
/// summed in the order of the products, so that k(x, x) is exactly 1.
/// </summary>
/// <param name="Bandwidth">γ, above 0, in units of one over the square of the inputs' unit.</param>
public sealed record GaussianKernel(double Bandwidth) : KernelFunction
{
    /// <inheritdoc/>
    public override string Name => "gaussian";

    /// <inheritdoc/>
    internal override void Apply<T>(Span<T> values, T norm, ReadOnlySpan<T> norms)
    {
        Vector256<T> own = Vector256.Create(norm), two = Vector256.Create(T.CreateTruncating(-2)), rate = Vector256.Create(T.CreateTruncating(-Bandwidth));
        for (int j = 0; j < values.Length; j += Vector256<T>.Count)
        {
            Vector256<T> distance = Lanes.FusedMultiplyAdd(two, Lanes.Load<T>(values, j), own + Lanes.Load(norms, j));
            distance = Vector256.ConditionalSelect(Vector256.LessThan(distance, Vector256<T>.Zero), Vector256<T>.Zero, distance);
            Lanes.Store(Elementary.Exp(rate * distance), values, j);
        }
    }
}
