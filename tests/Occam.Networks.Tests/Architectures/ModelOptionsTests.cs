using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Networks.Tests.Architectures;

/// <summary>What can be varied in every named network.</summary>
public sealed class ModelOptionsTests
{
    private static readonly Shape Image = new(3, 32, 32);

    [Fact]
    public void Every_activation_takes_the_place_of_relu()
    {
        foreach (string activation in ModelOptions.Activations)
        {
            Network<float> network = ModelZoo.Create<float>("mlp:8x2", Image, 10, new ModelOptions(Activation: activation));
            Assert.Equal(2, network.Nodes.Count(n => n.Layer?.Kind == activation.Replace('-', ' ')));
        }
    }

    [Theory]
    [InlineData("batch", "batch norm", true)]
    [InlineData("group", "group norm", false)]
    [InlineData("layer", "layer norm", false)]
    public void Every_normalization_takes_the_place_of_batch_norm(string normalization, string kind, bool couples)
    {
        Network<float> network = ModelZoo.Create<float>("resnet:8", Image, 10, new ModelOptions(Normalization: normalization));
        Assert.Equal(7, network.Nodes.Count(n => n.Layer?.Kind == kind));
        Assert.Equal(couples, network.FirstCoupling(training: true) is not null);
    }

    [Fact]
    public void Without_normalization_there_is_neither_a_norm_nor_its_affine_part()
    {
        Network<float> network = ModelZoo.Create<float>("resnet:8", Image, 10, new ModelOptions(Normalization: "none"));
        Assert.DoesNotContain(network.Nodes, n => n.Name.Contains("norm", StringComparison.Ordinal));
    }

    [Fact]
    public void Dropout_follows_dense_activations_only()
    {
        Network<float> network = ModelZoo.Create<float>("vgg-small", Image, 10, new ModelOptions(Dropout: 0.5));
        Assert.Single(network.Nodes, n => n.Layer?.Kind == "dropout");
    }

    [Fact]
    public void Every_wrong_option_is_reported()
    {
        InputException all = Assert.Throws<InputException>(() => ModelZoo.Create<float>("mlp:8", Image, 10, new ModelOptions(Activation: "rleu", Normalization: "btach", Dropout: 1)));
        Assert.Equal(["activation", "normalization", "dropout"], all.Faults.Select(f => f.What));
        Assert.Equal("Did you mean 'relu'?", all.Faults[0].Remedy);
    }
}
