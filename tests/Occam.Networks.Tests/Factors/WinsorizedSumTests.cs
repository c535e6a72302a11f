using System.Text.Json;
using Occam.Networks.Factors;
using Occam.Networks.Tests.Passes;
using Occam.Numerics.Errors;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Networks.Tests.Factors;

/// <summary>Winsorized sums and percentiles against numpy's on PyTorch's gradients, against sorted rows, and what must never change them.</summary>
public sealed class WinsorizedSumTests
{
    private const long Memory = 1 << 20;

    [Theory]
    [InlineData("winsorized-dense")]
    [InlineData("winsorized-conv")]
    public void Agrees_with_numpy_on_gradients_of_PyTorch(string name)
    {
        OracleModel model = OracleModel.Load(name);
        using GradientCase<double> exact = GradientCase<double>.Oracle(model, workers: 2);
        using GradientCase<float> single = GradientCase<float>.Oracle(model, workers: 1);
        foreach (JsonElement known in model.Root.GetProperty("winsorized").EnumerateArray())
        {
            (int examples, double percentile) = (known.GetProperty("examples").GetInt32(), known.GetProperty("percentile").GetDouble());
            double[] expected = model.ByBlock(known.GetProperty("sums"));
            Assert.InRange(Tolerance.Error(Sum(exact, percentile, examples), expected), 0, 1e-10);
            Assert.InRange(Tolerance.Error(Vectors.Convert<float, double>(Sum(single, percentile, examples)), expected), 0, Tolerance.SinglePrecision);
        }
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Bounds_are_elements_of_the_sorted_gradients(string name)
    {
        using GradientCase<double> c = GradientCase<double>.Sample(name, batch: 21, workers: 2);
        (double[] rows, int p) = (c.Rows(), c.Theta.Length);
        foreach (double percentile in (double[])[0, 4, 10, 33, 50])
        {
            (double[] low, double[] high) = (new double[p], new double[p]);
            c.Backward();
            CoordinateQuantiles.Fill(c.Passes, percentile, Memory, low, high);
            (double[] expectedLow, double[] expectedHigh) = (new double[p], new double[p]);
            int rank = (int)Math.Round(20 * percentile / 100);
            for (int i = 0; i < p; i++)
            {
                double[] sorted = [.. Enumerable.Range(0, 21).Select(n => rows[(n * p) + i]).Order()];
                (expectedLow[i], expectedHigh[i]) = (sorted[rank], sorted[20 - rank]);
            }

            Assert.InRange(Tolerance.Error(low, expectedLow), 0, Tolerance.Identity);
            Assert.InRange(Tolerance.Error(high, expectedHigh), 0, Tolerance.Identity);
        }
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void The_zeroth_percentile_keeps_the_plain_gradient(string name)
    {
        using GradientCase<double> c = GradientCase<double>.Sample(name, batch: 9, workers: 2);
        double[] plain = c.GradientSum();
        Assert.InRange(Tolerance.Error(Sum(c, 0), plain), 0, Tolerance.Identity);
        Assert.NotInRange(Tolerance.Error(Sum(c, 20), plain), 0, 1e-3);
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Bits_depend_on_neither_threads_nor_memory(string name)
    {
        using GradientCase<float> one = GradientCase<float>.Sample(name, batch: 40, workers: 1), three = GradientCase<float>.Sample(name, batch: 40, workers: 3);
        foreach (double percentile in (double[])[0, 8, 50])
        {
            float[] expected = Sum(one, percentile);
            Assert.Equal(expected, Sum(three, percentile));
            foreach (long memory in (long[])[1, 20_000, 200_000]) Assert.Equal(expected, Sum(three, percentile, memory: memory));
        }
    }

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 50.0)]
    [InlineData(600, 1.0)]
    [InlineData(600, 50.0)]
    public void Few_and_many_examples(int batch, double percentile)
    {
        // Six hundred examples: the median is found bit by bit, and 1 % of them is more than the registers hold.
        using GradientCase<float> c = GradientCase<float>.Wide(batch, inputs: 19, outputs: 3);
        double[] rows = c.Rows(), expected = new double[c.Theta.Length];
        PercentileRanks ranks = PercentileRanks.Of(batch, percentile);
        for (int i = 0; i < expected.Length; i++)
        {
            double[] values = [.. Enumerable.Range(0, batch).Select(n => rows[(n * expected.Length) + i])], sorted = [.. values.Order()];
            expected[i] = values.Sum(v => Math.Clamp(v, sorted[ranks.Low], sorted[ranks.High]));
        }

        Assert.InRange(Tolerance.Error(Vectors.Convert<float, double>(Sum(c, percentile)), expected), 0, 1e-7);
    }

    [Theory]
    [InlineData(100, 2, 2, 97)]
    [InlineData(100, 8, 8, 91)]
    [InlineData(100, 50, 50, 50)]
    [InlineData(6, 10, 0, 4)]
    [InlineData(1, 50, 0, 0)]
    [InlineData(101, 50, 50, 50)]
    public void Ranks_follow_numpy(int examples, double percentile, int low, int high) =>
        Assert.Equal(new PercentileRanks(low, high), PercentileRanks.Of(examples, percentile));

    [Theory]
    [InlineData(-1.0)]
    [InlineData(50.5)]
    [InlineData(double.NaN)]
    public void Percentiles_out_of_range_are_refused(double percentile)
    {
        InputException refusal = Assert.Throws<InputException>(() => PercentileRanks.Of(10, percentile));
        Assert.Equal("a number from 0 to 50", Assert.Single(refusal.Faults).Expected);
    }

    [Theory]
    [InlineData("mlp", 108)]
    [InlineData("cnn", 1)]
    public void A_gradient_that_is_not_a_number_is_not_clipped_away(string name, int touched)
    {
        using GradientCase<float> c = GradientCase<float>.Sample(name, batch: 30, workers: 2);
        float[] before = Sum(c, 10);
        c.Theta[0] = float.NaN;
        float[] after = Sum(c, 10), low = new float[after.Length], high = new float[after.Length];
        CoordinateQuantiles.Fill(c.Passes, 10, Memory, low, high);
        Assert.DoesNotContain(before, float.IsNaN);
        Assert.All([0, touched], i => Assert.True(float.IsNaN(after[i]) && float.IsNaN(low[i]) && float.IsNaN(high[i])));
    }

    [Fact]
    public void Allocates_nothing_when_repeated()
    {
        using GradientCase<float> c = GradientCase<float>.Sample("cnn", batch: 12, workers: 2);
        float[] sum = new float[c.Theta.Length];
        long before = 0;
        for (int repeat = 0; repeat < 6; repeat++)
        {
            if (repeat == 3) before = GC.GetAllocatedBytesForCurrentThread();
            c.Backward();
            WinsorizedSum.Compute<float>(c.Passes, 8, Memory, sum);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static T[] Sum<T>(GradientCase<T> c, double percentile, int examples = 0, long memory = Memory)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] sum = new T[c.Theta.Length];
        c.Backward(0, examples);
        WinsorizedSum.Compute<T>(c.Passes, percentile, memory, sum);
        return sum;
    }
}
