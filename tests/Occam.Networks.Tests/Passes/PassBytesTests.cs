using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Passes;

/// <summary>The memory of passes, counted before it is reserved, against what they then reserve.</summary>
public class PassBytesTests
{
    // Each array ends with room for a vector and begins on a cache line.
    private const long PaddingPerArray = 128;

    [Theory]
    [InlineData("mlp:32x3", 1, 8, 17)]
    [InlineData("lenet", 1, 28, 5)]
    [InlineData("resnet:20", 3, 16, 3)]
    public void Counted_and_reserved_agree(string model, int channels, int side, int capacity)
    {
        Network<float> network = ModelZoo.Create<float>(model, new Shape(channels, side, side), 10);
        using Workers workers = new(1);
        using NetworkPasses<float> passes = new(network, workers, capacity);
        long partials = network.Nodes.Max(n => n.Layer?.PartialsLength(capacity) ?? 0) * sizeof(double);
        long counted = PassLimits.Bytes(network, capacity, tangents: false)!.Value - partials;
        Assert.InRange(passes.Bytes - counted, 0, PaddingPerArray * ((3 * network.Nodes.Length) + 1));
        long dots = PassLimits.Bytes(network, capacity, tangents: true)!.Value - partials - counted;
        Assert.Equal(network.Nodes.Sum(n => (long)n.Output.Size) * capacity * sizeof(float), dots);
    }

    [Fact]
    public void An_array_that_cannot_be_has_no_size() =>
        Assert.Null(PassLimits.Bytes(ModelZoo.Create<float>("linear", new Shape(1, 1000, 1000), 2), 3000, tangents: false));
}
