using Occam.Networks.Layers;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Layers;

public sealed class NormalizationTests : IDisposable
{
    private static readonly PassContext Step = PassContext.Step(new Seed(1));
    private readonly Workers _workers = new(2);

    public void Dispose() => _workers.Dispose();

    [Fact]
    public void Batch_norm_uses_the_biased_variance_and_keeps_the_unbiased_one()
    {
        // One channel, values 1, 2, 3, 6 over two examples: mean 3, biased variance 3.5, unbiased 14/3.
        LayerRun<double> run = new(new BatchNormalization<double>(new Shape(1, 1, 2)), 2, _workers, Step) { X = [1, 2, 3, 6] };
        run.Forward();
        double r = 1 / Math.Sqrt(3.5 + 1e-5);
        AssertClose([-2 * r, -r, 0, 3 * r], run.Y);
        AssertClose([0.1 * 3, (0.9 * 1) + (0.1 * 14 / 3)], run.State);
    }

    [Fact]
    public void Frozen_batch_norm_uses_the_running_statistics_and_leaves_them()
    {
        LayerRun<double> run = new(new BatchNormalization<double>(new Shape(2, 1, 1), epsilon: 0.25), 2, _workers) { X = [1, 2, 3, 4], State = [1, 2, 0.75, 3.75] };
        AssertClose([0, 0, 2, 1], run.Forward().Y);
        Assert.Equal([1, 2, 0.75, 3.75], run.State);
    }

    [Fact]
    public void Watching_does_not_move_the_statistics()
    {
        LayerRun<float> run = new(new BatchNormalization<float>(new Shape(2, 3, 3)), 4, _workers, new PassContext(true, false, default));
        run.Forward();
        Assert.Equal([0f, 0, 1, 1], run.State);
    }

    [Fact]
    public void Only_training_couples_examples()
    {
        BatchNormalization<float> layer = new(new Shape(3));
        Assert.True(layer.CouplesExamples(training: true));
        Assert.False(layer.CouplesExamples(training: false));
        Assert.False(new LayerNormalization<float>(new Shape(3)).CouplesExamples(training: true));
    }

    [Fact]
    public void One_value_a_channel_has_no_variance()
    {
        LayerRun<float> run = new(new BatchNormalization<float>(new Shape(3)), 1, _workers, Step);
        Assert.Equal(
            "Batch norm on 3 in training: expected at least two values of each channel in a batch, got one. Use larger batches, or leave the last one out.",
            Assert.Throws<InputException>(() => run.Forward()).Message);
    }

    [Fact]
    public void Variance_survives_a_large_mean()
    {
        // Values 10⁴ and 10⁴ + 1, exact in float: the variance is exactly 1/4.
        float[] x = [.. Enumerable.Range(0, 1000).Select(i => 10000f + (i % 2))];
        LayerRun<float> run = new(new LayerNormalization<float>(new Shape(1000)), 1, _workers) { X = x };
        run.Forward();
        float expected = (float)(0.5 / Math.Sqrt(0.25 + 1e-5));
        for (int i = 0; i < x.Length; i++) Assert.Equal(i % 2 == 0 ? -expected : expected, run.Y[i], 1e-6f);
    }

    [Fact]
    public void A_constant_becomes_zero()
    {
        LayerRun<float> run = new(new BatchNormalization<float>(new Shape(3, 5, 5)), 7, _workers, Step);
        run.X.AsSpan().Fill(0.1f);
        Assert.All(run.Forward().Y, y => Assert.Equal(0f, y));
    }

    [Fact]
    public void Groups_are_neighbouring_channels()
    {
        // Channels {1, 3} and {10, 30} of one example: each group becomes −1, 1 up to ε.
        LayerRun<double> run = new(new GroupNormalization<double>(new Shape(4), 2), 1, _workers) { X = [1, 3, 10, 30] };
        double first = 1 / Math.Sqrt(1 + 1e-5), second = 10 / Math.Sqrt(100 + 1e-5);
        AssertClose([-first, first, -second, second], run.Forward().Y);
    }

    [Fact]
    public void Group_norm_of_one_group_is_layer_norm()
    {
        Shape shape = new(4, 3, 3);
        LayerRun<double> group = new(new GroupNormalization<double>(shape, 1), 3, _workers), layer = new(new LayerNormalization<double>(shape), 3, _workers);
        Assert.Equal(layer.Forward().Y, group.Forward().Y);
    }

    [Fact]
    public void Wrong_groups_are_refused() =>
        Assert.Equal(
            "Group norm on 4: expected a number of groups that divides 4 channels, got 3. Choose a divisor.",
            Assert.Throws<InputException>(() => new GroupNormalization<float>(new Shape(4), 3)).Message);

    [Fact]
    public void Response_windows_reach_further_back_when_the_size_is_even()
    {
        // size 2: channels c − 1 and c, as PyTorch pads; α/size = 1, β = 1, k = 1.
        LayerRun<double> run = new(new LocalResponseNormalization<double>(new Shape(3), 2, alpha: 2, beta: 1, k: 1), 1, _workers) { X = [1, 2, 3] };
        AssertClose([1.0 / 2, 2.0 / 6, 3.0 / 14], run.Forward().Y);
    }

    [Fact]
    public void Response_windows_are_centred_when_the_size_is_odd()
    {
        LayerRun<double> run = new(new LocalResponseNormalization<double>(new Shape(4, 1, 2), 3, alpha: 3, beta: 0.5, k: 2), 1, _workers) { X = [1, 0, 2, 0, 3, 0, 4, 5] };
        AssertClose([1 / Math.Sqrt(7), 0, 2 / Math.Sqrt(16), 0, 3 / Math.Sqrt(31), 0, 4 / Math.Sqrt(27), 5 / Math.Sqrt(27)], run.Forward().Y);
    }

    [Fact]
    public void Affine_layers_multiply_and_add()
    {
        LayerRun<double> channels = new(new ChannelAffine<double>(new Shape(2, 1, 2)), 1, _workers) { X = [1, 2, 3, 4], Theta = [10, 100, 1, 2] };
        Assert.Equal([11, 21, 302, 402], channels.Forward().Y);
        LayerRun<double> elements = new(new ElementAffine<double>(new Shape(1, 1, 2)), 2, _workers) { X = [1, 2, 3, 4], Theta = [10, 100, 1, 2] };
        Assert.Equal([11, 202, 31, 402], elements.Forward().Y);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-14 * (1 + Math.Abs(expected[i])));
    }
}
