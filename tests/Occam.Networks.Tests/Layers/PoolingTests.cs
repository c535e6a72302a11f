using Occam.Networks.Layers;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Layers;

public sealed class PoolingTests : IDisposable
{
    private readonly Workers _workers = new(1);

    public void Dispose() => _workers.Dispose();

    [Fact]
    public void The_first_of_equal_values_takes_the_cotangent()
    {
        LayerRun<float> run = MaxOf(new PoolGeometry(new Shape(1, 2, 2), 2, 2, 0), [3, 1, 3, 3]);
        run.YBar = [5];
        Assert.Equal([3f], run.Forward().Y);
        Assert.Equal([5f, 0, 0, 0], run.Backward().XBar);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_nan_anywhere_in_a_window_comes_through(int place)
    {
        float[] x = [1, 2, 3, 4];
        x[place] = float.NaN;
        Assert.True(float.IsNaN(MaxOf(new PoolGeometry(new Shape(1, 2, 2), 2, 2, 0), x).Forward().Y[0]));
    }

    [Fact]
    public void Nan_comes_through_whole_vectors_too()
    {
        float[] x = [.. Enumerable.Range(0, 64).Select(i => (float)i)];
        x[5] = float.NaN;
        float[] y = MaxOf(new PoolGeometry(new Shape(1, 2, 32), 2, 2, 0), x).Forward().Y;
        Assert.Equal([2], y.Select((v, i) => (v, i)).Where(p => float.IsNaN(p.v)).Select(p => p.i));
        Assert.Equal(33f, y[0]);
    }

    [Fact]
    public void Padding_never_wins()
    {
        // Every window of a negative image keeps a value of the image, and minus infinity is a value like any other.
        float[] x = [-1, -2, -3, -4, -5, -6, -7, -8, float.NegativeInfinity];
        Assert.Equal([-1f, -2, -4, -5], MaxOf(new PoolGeometry(new Shape(1, 3, 3), 3, 2, 1), x).Forward().Y);
    }

    [Theory]
    [InlineData(28, 3, 2, 1, 14)]
    [InlineData(27, 3, 2, 0, 13)]
    [InlineData(5, 2, 2, 0, 2)]
    [InlineData(5, 5, 1, 0, 1)]
    public void Sizes_are_rounded_down(int side, int kernel, int stride, int padding, int expected) =>
        Assert.Equal(new Shape(3, expected, expected), new MaxPool<float>(new PoolGeometry(new Shape(3, side, side), kernel, stride, padding)).Output);

    [Fact]
    public void Averages_count_padding_or_leave_it_out()
    {
        // 1 2 / 3 4 in windows of 3 with padding 1: every window holds the four values or fewer.
        PoolGeometry geometry = new(new Shape(1, 2, 2), 3, 1, 1);
        LayerRun<double> with = new(new AveragePool<double>(geometry), 1, _workers) { X = [1, 2, 3, 4] };
        LayerRun<double> without = new(new AveragePool<double>(geometry, includePadding: false), 1, _workers) { X = [1, 2, 3, 4] };
        Assert.All(with.Forward().Y, y => Assert.Equal(10.0 / 9, y));
        Assert.All(without.Forward().Y, y => Assert.Equal(2.5, y));
    }

    [Fact]
    public void A_window_at_the_edge_averages_what_it_holds()
    {
        LayerRun<double> run = new(new AveragePool<double>(new PoolGeometry(new Shape(1, 4, 4), 2, 2, 1), includePadding: false), 1, _workers)
        {
            X = [.. Enumerable.Range(0, 16).Select(i => (double)i)],
        };
        Assert.Equal([0, 1.5, 3, 6, 7.5, 9, 12, 13.5, 15], run.Forward().Y);
    }

    [Fact]
    public void A_global_average_is_of_each_channel()
    {
        LayerRun<float> run = new(new GlobalAveragePool<float>(new Shape(2, 1, 3)), 1, _workers) { X = [1, 2, 6, -1, -2, -6] };
        Assert.Equal([3f, -3], run.Forward().Y);
    }

    [Fact]
    public void The_shortcut_takes_every_second_pixel_and_adds_channels_of_zeros()
    {
        LayerRun<float> run = new(new SubsampledShortcut<float>(new Shape(1, 3, 3), 2, 2), 1, _workers) { X = [0, 1, 2, 3, 4, 5, 6, 7, 8] };
        Assert.Equal([0f, 2, 6, 8, 0, 0, 0, 0], run.Forward().Y);
    }

    [Theory]
    [InlineData(4, 1, 0, "Max-pool 4×4 on 1×3×3: expected an image at least as large as the window, got an output of 0×0. Use larger images or a smaller window.")]
    [InlineData(2, 0, 0, "Max-pool 2×2 on 1×3×3: expected kernel ≥ 1, stride ≥ 1 and padding of at most half the kernel, got stride 0, padding 0. Correct the layer's settings.")]
    [InlineData(2, 1, 2, "Max-pool 2×2 on 1×3×3: expected kernel ≥ 1, stride ≥ 1 and padding of at most half the kernel, got stride 1, padding 2. Correct the layer's settings.")]
    public void Wrong_geometry_is_refused(int kernel, int stride, int padding, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => new MaxPool<float>(new PoolGeometry(new Shape(1, 3, 3), kernel, stride, padding))).Message);

    private LayerRun<float> MaxOf(PoolGeometry geometry, float[] x) => new(new MaxPool<float>(geometry), 1, _workers) { X = x };
}
