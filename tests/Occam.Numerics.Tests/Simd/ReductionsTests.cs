using System.Numerics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Tests.Simd;

public class ReductionsTests
{
    /// <summary>The documented order, written as plain loops: bits must agree.</summary>
    [Fact]
    public void Sums_follow_the_documented_order_at_every_length()
    {
        int[] lengths = [.. Enumerable.Range(0, 258), 4095, 4096, 4097, 8192, 8193, 12288, 12300, 20481];
        foreach (int n in lengths)
        {
            float[] x = Numbers<float>(n, 0.1), y = Numbers<float>(n, 0.8);
            double[] u = Numbers<double>(n, 0.2), v = Numbers<double>(n, 0.9);
            Assert.Equal(Plain(x, x, (s, a, _) => s + a), Reductions.Sum<float>(x));
            Assert.Equal(Plain(u, u, (s, a, _) => s + a), Reductions.Sum<double>(u));
            Assert.Equal(Plain(x, y, (s, a, b) => Math.FusedMultiplyAdd(a, b, s)), Reductions.Dot<float>(x, y));
            Assert.Equal(Plain(u, v, (s, a, b) => Math.FusedMultiplyAdd(a, b, s)), Reductions.Dot<double>(u, v));
            Assert.Equal(Reductions.Dot<float>(x, x), Reductions.SumOfSquares<float>(x));
            Assert.Equal(Reductions.Dot<double>(u, u), Reductions.SumOfSquares<double>(u));
        }
    }

    /// <summary>A tenth is off by 2⁻⁵⁸ or so at most; a running sum would be off by 1e-6 here.</summary>
    [Fact]
    public void The_error_of_a_long_sum_stays_near_one_rounding()
    {
        double[] tenths = new double[1_000_000];
        tenths.AsSpan().Fill(0.1);
        Assert.InRange(Reductions.Sum<double>(tenths), 100_000 - 1e-9, 100_000 + 1e-9);
    }

    [Fact]
    public void Exact_sums_are_exact()
    {
        float[] numbers = [.. Enumerable.Range(1, 10_000).Select(i => (float)i)];
        Assert.Equal(50_005_000.0, Reductions.Sum<float>(numbers));
        Assert.Equal(333_383_335_000.0, Reductions.SumOfSquares<float>(numbers));
    }

    [Fact]
    public void The_largest_magnitude_is_found_at_every_place()
    {
        Assert.Equal(0f, Reductions.MaximumMagnitude<float>([]));
        for (int n = 1; n <= 40; n++)
        {
            for (int place = 0; place < n; place++)
            {
                float[] x = new float[n];
                x.AsSpan().Fill(0.5f);
                x[place] = -2;
                Assert.Equal(2f, Reductions.MaximumMagnitude<float>(x));
                x[place] = float.NegativeInfinity;
                Assert.Equal(float.PositiveInfinity, Reductions.MaximumMagnitude<float>(x));
                x[place] = float.NaN;
                Assert.True(float.IsNaN(Reductions.MaximumMagnitude<float>(x)));
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void The_first_number_that_is_not_finite_is_found(double bad)
    {
        for (int n = 1; n <= 40; n++)
        {
            double[] x = new double[n];
            x.AsSpan().Fill(double.MaxValue);
            float[] y = new float[n];
            Assert.Equal(-1, Reductions.IndexOfFirstNonFinite<double>(x));
            for (int place = n - 1; place >= 0; place--)
            {
                (x[place], y[place]) = (bad, (float)bad);
                Assert.Equal(place, Reductions.IndexOfFirstNonFinite<double>(x));
                Assert.Equal(place, Reductions.IndexOfFirstNonFinite<float>(y));
            }
        }

        Assert.Equal(-1, Reductions.IndexOfFirstNonFinite<double>([]));
    }

    [Fact]
    public void A_dot_product_of_unequal_lengths_is_refused()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => Reductions.Dot<float>(new float[2], new float[3]));
        Assert.Equal("Reductions.Dot: expected spans of equal length, got 2 and 3. Slice them to one length.", fault.Message);
    }

    private static double Plain<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Func<double, double, double, double> add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length > 4096)
        {
            int left = 4096;
            while (left * 2 < x.Length) left *= 2;
            return Plain(x[..left], y[..left], add) + Plain(x[left..], y[left..], add);
        }

        double[] lanes = new double[8];
        for (int i = 0; i < x.Length; i++) lanes[i % 8] = add(lanes[i % 8], double.CreateTruncating(x[i]), double.CreateTruncating(y[i]));
        return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
    }

    private static T[] Numbers<T>(int n, double phase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating(Math.Sin((i * 1.1) + phase) * 10))];
}
