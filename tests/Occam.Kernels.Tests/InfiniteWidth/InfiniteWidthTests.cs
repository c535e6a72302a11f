using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Occam.Kernels.InfiniteWidth;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Tests.InfiniteWidth;

/// <summary>The kernels of infinitely wide networks against numpy and mpmath (tests/oracle/infinite_width.py), and against closed forms.</summary>
public sealed class InfiniteWidthTests
{
    private static readonly JsonElement s_root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "infinite_width.json"))).RootElement;

    [Fact]
    public void Expectations_of_the_rectifier_and_its_step()
    {
        foreach (JsonElement place in s_root.GetProperty("arc_cosines").EnumerateArray())
        {
            double cosine = place.GetProperty("cosine").GetDouble(), zero = place.GetProperty("zero").GetDouble(), one = place.GetProperty("one").GetDouble();
            (Vector256<double> zeros, Vector256<double> ones) = Expectations(Vector256.Create(cosine));
            Assert.Equal(zero, zeros[0], 3e-16);
            Assert.Equal(one, ones[0], 5e-16);

            // In single precision the place itself is rounded, and κ₀ has an infinite slope at both ends.
            (Vector256<float> singles, Vector256<float> firsts) = Expectations(Vector256.Create((float)cosine));
            Assert.Equal(zero, singles[0], 1e-7 + (Math.Abs(Math.Acos(cosine) - Math.Acos((float)cosine)) / Math.PI));
            Assert.Equal(one, firsts[0], 3e-7);
        }
    }

    [Fact]
    public void What_rounding_puts_outside_counts_as_the_end()
    {
        (Vector256<double> zeros, Vector256<double> ones) = Expectations(Vector256.Create(1 + 1e-15, -1 - 1e-15, 1, -1));
        Assert.Equal(Vector256.Create(1.0, 0, 1, 0), zeros);
        Assert.Equal(Vector256.Create(1.0, 0, 1, 0), ones);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fully_connected_networks(int index)
    {
        JsonElement problem = s_root.GetProperty("fully_connected")[index];
        (int n, int dimension, int layers) = (Int(problem, "n"), Int(problem, "dimension"), Int(problem, "layers"));
        double[] x = FullyConnectedInputs(n, dimension);
        using Workers workers = new(2);
        Near(problem, new FullyConnectedNetwork(layers).Compute(workers, x, n), 1e-13);
        // A cosine near 1 that is off by 6e-8 moves κ₀ by the root of that.
        Near(problem, new FullyConnectedNetwork(layers).Compute(workers, Array.ConvertAll(x, v => (float)v), n), 1e-4);
    }

    [Fact]
    public void The_diagonal_of_a_fully_connected_network_is_the_squared_norm()
    {
        double[] x = FullyConnectedInputs(9, 4);
        using Workers workers = new(1);
        InfiniteWidthKernels<double> kernels = new FullyConnectedNetwork(5).Compute(workers, x, 9);
        for (int i = 0; i < 9; i++)
        {
            double square = x.AsSpan(i * 4, 4).ToArray().Sum(v => v * v);
            Assert.Equal(square, kernels.Process[i * 10], 1e-15 * (1 + square));
            Assert.Equal(6 * square, kernels.Tangent[i * 10], 1e-14 * (1 + square));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Convolutional_networks(int index)
    {
        JsonElement problem = s_root.GetProperty("convolution")[index];
        (int n, int height, int width, int channels) = (Int(problem, "n"), Int(problem, "height"), Int(problem, "width"), Int(problem, "channels"));
        ConvolutionNetwork network = new(Int(problem, "depth"), problem.GetProperty("pooled").GetBoolean());
        double[] x = Images(n, height, width, channels);
        using Workers workers = new(2);
        Near(problem, network.Compute(workers, x, n, height, width, channels), 1e-13);
        Near(problem, network.Compute(workers, Array.ConvertAll(x, v => (float)v), n, height, width, channels), 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Threads_decide_no_digit(bool pooled)
    {
        double[] x = Images(9, 5, 6, 2);
        using Workers one = new(1), three = new(3);
        ConvolutionNetwork network = new(3, pooled);
        InfiniteWidthKernels<double> expected = network.Compute(one, x, 9, 5, 6, 2), actual = network.Compute(three, x, 9, 5, 6, 2);
        Assert.Equal(expected.Process, actual.Process);
        Assert.Equal(expected.Tangent, actual.Tangent);
        InfiniteWidthKernels<double> flat = new FullyConnectedNetwork(3).Compute(one, x, 9), flatThree = new FullyConnectedNetwork(3).Compute(three, x, 9);
        Assert.Equal(flat.Tangent, flatThree.Tangent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_width_of_vectors_decides_no_digit(bool pooled)
    {
        Same(Array.ConvertAll(Images(3, 5, 19, 2), v => (float)v));
        Same(Images(3, 5, 19, 2));

        void Same<T>(T[] images)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ConvolutionNetwork network = new(4, pooled);
            ImageStack<T> stack = new(images, 3, 5, 19, 2);
            PixelVariances<T> variances = new(stack, 3);
            using Scratch scratch = new();
            for (int i = 0; i < 3; i++) variances.Fill(i, scratch);
            ImagePairs<T, NumberVector256<T>> narrow = new(network, stack, variances);
            ImagePairs<T, NumberVector512<T>> wide = new(network, stack, variances);
            for (int pair = 0; pair < 9; pair++) Assert.Equal(narrow.Kernels(pair / 3, pair % 3, scratch), wide.Kernels(pair / 3, pair % 3, scratch));
        }
    }

    [Fact]
    public void A_single_pixel_is_a_fully_connected_network_of_its_channels()
    {
        // One tap of nine meets the pixel, so each of the two convolutions divides by nine once; the last layer of rectifiers does so too.
        double[] x = FullyConnectedInputs(6, 3);
        using Workers workers = new(1);
        InfiniteWidthKernels<double> pixel = new ConvolutionNetwork(3, false).Compute(workers, x, 6, 1, 1, 3), flat = new FullyConnectedNetwork(2).Compute(workers, x, 6);
        for (int at = 0; at < pixel.Tangent.Length; at++)
        {
            Assert.Equal(flat.Process[at] / 81, pixel.Process[at], 1e-15);
            Assert.Equal(flat.Tangent[at] / 81, pixel.Tangent[at], 1e-14);
        }
    }

    [Fact]
    public void All_pairs_are_counted_for_whoever_waits()
    {
        double[] x = Images(11, 3, 3, 1);
        using Workers workers = new(2);
        long pairs = 0, flat = 0;
        new ConvolutionNetwork(2, false).Compute(workers, x, 11, 3, 3, 1, done => pairs += done);
        new FullyConnectedNetwork(1).Compute(workers, x, 11, done => flat += done);
        Assert.Equal((66, 121), (pairs, flat));
    }

    private static (Vector256<T> Zeros, Vector256<T> Ones) Expectations<T>(Vector256<T> cosines)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> zeros = ArcCosine.Evaluate<T, NumberVector256<T>>(new(cosines), 1, out NumberVector256<T> ones).Value;
        return (zeros, ones.Value);
    }

    private static void Near<T>(JsonElement problem, InfiniteWidthKernels<T> kernels, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Compare(kernels.Process, Oracle.Numbers(problem, "nngp"));
        Compare(kernels.Tangent, Oracle.Numbers(problem, "ntk"));

        void Compare(T[] actual, double[] expected)
        {
            double largest = expected.Max(Math.Abs);
            Assert.Equal(expected.Length, actual.Length);
            for (int at = 0; at < expected.Length; at++) Assert.Equal(expected[at], double.CreateChecked(actual[at]), tolerance * largest);
        }
    }

    private static double[] FullyConnectedInputs(int n, int dimension)
    {
        double[] x = Array.ConvertAll(Oracle.Formula(n, dimension, 5, 0.5f), v => (double)v);
        if (n <= 3) return x;
        Array.Clear(x, 2 * dimension, dimension);
        x.AsSpan(0, dimension).CopyTo(x.AsSpan(3 * dimension));
        return x;
    }

    private static double[] Images(int n, int height, int width, int channels)
    {
        double[] x = Array.ConvertAll(Oracle.Formula(n, height * width * channels, 9, 0.5f), v => (double)v);
        for (int row = 0; row < height; row++) Array.Clear(x, row * width * channels, Math.Min(2, width) * channels);
        return x;
    }

    private static int Int(JsonElement problem, string name) => problem.GetProperty(name).GetInt32();
}
