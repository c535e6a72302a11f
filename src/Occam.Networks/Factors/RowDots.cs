using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>Inner products of the rows of two matrices, accumulated in double.</summary>
public static unsafe class RowDots
{
    /// <summary>dots[n] = Σ_j a[n,j]·b[n,j], in double.</summary>
    public static void Compute<T>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, int rows, Span<double> dots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* left = a, right = b)
        fixed (double* target = dots)
            workers.Run(new Job<T>(left, right, rows == 0 ? 0 : a.Length / rows, target), rows);
    }

    /// <summary>Σ_j a[j]·b[j] of one row: j mod 32 chooses the lane, lanes are added as four vectors and then in order, the rest follows one by one.</summary>
    public static double Compute<T>(T* a, T* b, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        bool square = a == b;
        nint i = 0;
        for (; i + 32 <= length; i += 32)
        {
            (Vector512<double> a0, Vector512<double> a1) = Widened(a + i);
            (Vector512<double> b0, Vector512<double> b1) = square ? (a0, a1) : Widened(b + i);
            (Vector512<double> a2, Vector512<double> a3) = Widened(a + i + 16);
            (Vector512<double> b2, Vector512<double> b3) = square ? (a2, a3) : Widened(b + i + 16);
            s0 = Vector512.FusedMultiplyAdd(a0, b0, s0);
            s1 = Vector512.FusedMultiplyAdd(a1, b1, s1);
            s2 = Vector512.FusedMultiplyAdd(a2, b2, s2);
            s3 = Vector512.FusedMultiplyAdd(a3, b3, s3);
        }

        Vector512<double> lanes = (s0 + s1) + (s2 + s3);
        double sum = lanes[0];
        for (int lane = 1; lane < 8; lane++) sum += lanes[lane];
        for (; i < length; i++) sum = Math.FusedMultiplyAdd(double.CreateTruncating(a[i]), double.CreateTruncating(b[i]), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Low, Vector512<double> High) Widened<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(float)
        ? Vector512.Widen(Vector512.Load((float*)source))
        : (Vector512.Load((double*)source), Vector512.Load((double*)source + 8));

    private readonly struct Job<T>(T* a, T* b, nint width, double* dots) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch) => dots[part] = Compute(a + (part * width), b + (part * width), width);
    }
}
