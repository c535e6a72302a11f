using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>Inner products of the rows of two matrices, accumulated in double.</summary>
public static unsafe class RowDots
{
    /// <summary>dots[n] = Σ_j a[n,j]·b[n,j], in double, over four lanes combined in order.</summary>
    public static void Compute<T>(Workers workers, ReadOnlySpan<T> a, ReadOnlySpan<T> b, int rows, Span<double> dots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* left = a, right = b)
        fixed (double* target = dots)
            workers.Run(new Job<T>(left, right, rows == 0 ? 0 : a.Length / rows, target), rows);
    }

    /// <summary>Σ_j a[j]·b[j] of one row.</summary>
    public static double Compute<T>(T* a, T* b, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<double> even = default, odd = default;
        nint i = 0;
        for (; i + 8 <= length; i += 8)
        {
            if (typeof(T) == typeof(float))
            {
                (Vector256<double> al, Vector256<double> ah) = Vector256.Widen(Vector256.Load((float*)a + i));
                (Vector256<double> bl, Vector256<double> bh) = Vector256.Widen(Vector256.Load((float*)b + i));
                even = Vector256.FusedMultiplyAdd(al, bl, even);
                odd = Vector256.FusedMultiplyAdd(ah, bh, odd);
            }
            else
            {
                even = Vector256.FusedMultiplyAdd(Vector256.Load((double*)a + i), Vector256.Load((double*)b + i), even);
                odd = Vector256.FusedMultiplyAdd(Vector256.Load((double*)a + i + 4), Vector256.Load((double*)b + i + 4), odd);
            }
        }

        even += odd;
        double sum = ((even[0] + even[1]) + even[2]) + even[3];
        for (; i < length; i++) sum = Math.FusedMultiplyAdd(double.CreateTruncating(a[i]), double.CreateTruncating(b[i]), sum);
        return sum;
    }

    private readonly struct Job<T>(T* a, T* b, nint width, double* dots) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch) => dots[part] = Compute(a + (part * width), b + (part * width), width);
    }
}
