using System.Numerics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Tests.Simd;

/// <summary>Every length from 0 to 257 against a plain loop over numbers, bit for bit, and nothing written past the end.</summary>
public class VectorOperationsTests
{
    private const int Longest = 257;

    [Fact]
    public void Floats_equal_plain_loops_at_every_length() => EveryLength<float>();

    [Fact]
    public void Doubles_equal_plain_loops_at_every_length() => EveryLength<double>();

    [Fact]
    public void Widening_is_exact()
    {
        for (int n = 0; n <= Longest; n++)
        {
            float[] x = Numbers<float>(n, 0.3);
            double[] y = new double[n];
            VectorOperations.Widen(x, y);
            Assert.Equal(x.Select(v => (double)v), y);
        }
    }

    [Fact]
    public void Unequal_lengths_are_refused_with_the_numbers()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => VectorOperations.Multiply<float>(new float[3], new float[3], new float[4]));
        Assert.Equal("VectorOperations.Multiply: expected spans of equal length, got 3, 3, 4. Slice them to one length.", fault.Message);
        Assert.Throws<ArgumentException>(() => VectorOperations.Add<double>(new double[2], new double[1]));
        Assert.Throws<ArgumentException>(() => VectorOperations.Sum<double>(new double[1], new double[2], new double[1]));
        Assert.Throws<ArgumentException>(() => VectorOperations.Subtract<double>(new double[1], new double[1], new double[2]));
        Assert.Throws<ArgumentException>(() => VectorOperations.AddProduct<double>(new double[2], new double[1], new double[1]));
        Assert.Throws<ArgumentException>(() => VectorOperations.AddScaled(1.0, new double[2], new double[1]));
        Assert.Throws<ArgumentException>(() => VectorOperations.Combine(1.0, new double[2], 1.0, new double[1]));
        Assert.Throws<ArgumentException>(() => VectorOperations.Widen(new float[2], new double[1]));
    }

    private delegate void Operation<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z);

    private static void EveryLength<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T a = T.CreateTruncating(0.3), b = T.CreateTruncating(-1.7);
        Check<T>((x, _, z) => VectorOperations.Add(x, z), (x, _, z) => x + z);
        Check<T>(VectorOperations.Sum, (x, y, _) => x + y);
        Check<T>(VectorOperations.Subtract, (x, y, _) => x - y);
        Check<T>(VectorOperations.Multiply, (x, y, _) => x * y);
        Check<T>(VectorOperations.AddProduct, T.FusedMultiplyAdd);
        Check<T>((x, _, z) => VectorOperations.AddScaled(a, x, z), (x, _, z) => T.FusedMultiplyAdd(a, x, z));
        Check<T>((x, _, z) => VectorOperations.Combine(a, x, b, z), (x, _, z) => T.FusedMultiplyAdd(a, x, b * z));
        Check<T>((_, _, z) => VectorOperations.Scale(a, z), (_, _, z) => a * z);
    }

    private static void Check<T>(Operation<T> operation, Func<T, T, T, T> one)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int n = 0; n <= Longest; n++)
        {
            T[] x = Numbers<T>(n, 0.1), y = Numbers<T>(n, 0.7), z = Numbers<T>(n + 1, 1.3);
            T[] expected = [.. Enumerable.Range(0, n).Select(i => one(x[i], y[i], z[i])), z[n]];
            operation(x, y, z.AsSpan(0, n));
            Assert.Equal(expected, z);
        }
    }

    private static T[] Numbers<T>(int n, double phase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating(Math.Sin((i * 1.1) + phase) * 10))];
}
