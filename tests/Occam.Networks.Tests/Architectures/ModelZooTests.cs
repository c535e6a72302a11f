using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Networks.Tests.Architectures;

public class ModelZooTests
{
    private static readonly Shape Cropped = new(3, 28, 28), Whole = new(3, 32, 32), Gray = new(1, 28, 28);

    public static TheoryData<string> Names() => ["linear", "mlp:7", "mlp:7x2", "mlp-norm:7x2", "lenet", "vgg-small", "resnet:8", "inception-small", "inception-small:no-bn", "alexnet-small"];

    // Zhang et al. 2017, table 1; batch norm's gains and biases are not counted there.
    [Theory]
    [InlineData("inception-small", 1_649_402)]
    [InlineData("inception-small:no-bn", 1_649_402)]
    [InlineData("alexnet-small", 1_387_786)]
    [InlineData("mlp:512", 1_209_866)]
    [InlineData("mlp:512x3", 1_735_178)]
    public void Parameters_are_those_of_the_paper(string name, int expected)
    {
        Network<float> network = ModelZoo.Create<float>(name, Cropped, 10);
        Assert.Equal(expected, network.Blocks.Where(b => network.Nodes[b.Node].Layer is not ChannelAffine<float>).Sum(b => b.Length));
    }

    [Fact]
    public void Other_counts_are_the_published_ones()
    {
        // ResNet-20 with option A: 0.27 M in the paper, 269,722 in the reimplementations. LeNet-5's sizes: 61,706.
        Assert.Equal(269_722, ModelZoo.Create<float>("resnet:20", Whole, 10).ParameterCount);
        Assert.Equal(61_706, ModelZoo.Create<float>("lenet", Gray, 10).ParameterCount);
        Assert.Equal(7_850, ModelZoo.Create<float>("linear", Gray, 10).ParameterCount);

        // 3·64·9 + 64, 64·64·9 + 64, 64·128·9 + 128, 128·128·9 + 128, 8192·256 + 256, 2570.
        Assert.Equal(1_792 + 36_928 + 73_856 + 147_584 + 2_097_408 + 2_570, ModelZoo.Create<float>("vgg-small", Whole, 10).ParameterCount);
    }

    [Fact]
    public void Shapes_are_those_of_the_papers()
    {
        Assert.Equal(
            [96, 64, 80, 160, 160, 160, 160, 144, 240, 336, 336],
            Outputs(ModelZoo.Create<float>("inception-small", Cropped, 10), n => n.Name == "conv1.relu" || n.Name.EndsWith(".join", StringComparison.Ordinal)).Select(s => s.Channels));
        Assert.Equal([new(16, 32, 32), new(32, 16, 16), new(64, 8, 8)], Outputs(ModelZoo.Create<float>("resnet:8", Whole, 10), n => n.Name.EndsWith(".add", StringComparison.Ordinal)));
        Assert.Equal([new(64, 14, 14), new(64, 7, 7)], Outputs(ModelZoo.Create<float>("alexnet-small", Cropped, 10), n => n.Name.StartsWith("norm", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_shortcuts_a_residual_network_is_a_chain_with_the_same_parameters()
    {
        Network<float> with = ModelZoo.Create<float>("resnet:8", Gray, 10), without = ModelZoo.Create<float>("resnet:8", Gray, 10, new ModelOptions(Skip: false));
        Assert.Equal(with.Blocks.Select(b => (b.Name, b.Length)), without.Blocks.Select(b => (b.Name, b.Length)));
        Assert.Equal(3, with.Nodes.Count(n => n.Join is not null));
        Assert.All(without.Nodes.Skip(1), (node, i) =>
        {
            Assert.Null(node.Join);
            Assert.Equal([i], node.Inputs);
        });
        Assert.Equal(new Shape(64, 7, 7), without.Nodes.First(n => n.Name == "block3.relu2").Output);
    }

    [Fact]
    public void Depth_counts_weighted_layers()
    {
        Network<float> network = ModelZoo.Create<float>("resnet:20", new Shape(1, 9, 13), 4);
        Assert.Equal(20, network.Blocks.Count(b => b.Block.Name == "weight"));
        Assert.DoesNotContain("block3.conv2.bias", network.Blocks.Select(b => b.Name));
        Assert.Contains("block3.norm2.affine.gain", network.Blocks.Select(b => b.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_network_reads_images_of_the_smallest_size_and_of_odd_ones(string name)
    {
        foreach (Shape shape in new Shape[] { new(1, 12, 12), new(3, 13, 17) })
            Assert.Equal(new Shape(5), ModelZoo.Create<float>(name, shape, 5).Output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_neural_tangent_parametrization_has_no_bias_and_a_scale_after_all_products_but_the_first(string name)
    {
        Network<double> network = ModelZoo.Create<double>(name, Whole, 10, new ModelOptions(Parametrization.NeuralTangent));
        var weights = network.Blocks.Where(b => b.Block.Name == "weight").ToArray();
        Assert.DoesNotContain(network.Blocks, b => b.Block.Name == "bias" && network.Nodes[b.Node].Layer is not ChannelAffine<double>);
        Assert.DoesNotContain(network.Nodes, n => n.Layer is Scale<double> && n.Inputs[0] == weights[0].Node);
        foreach (var weight in weights[1..])
            Assert.Equal(Math.Sqrt(2.0 / weight.Block.FanIn), Assert.IsType<Scale<double>>(Assert.Single(network.Nodes, n => n.Inputs.Contains(weight.Node)).Layer).Factor);
    }

    [Theory]
    [InlineData("mpl:512", "Did you mean mlp:512x3?")]
    [InlineData("resnet20", "Did you mean resnet:20?")]
    [InlineData("incepton-small", "Did you mean inception-small?")]
    [InlineData("Lenet", "Did you mean lenet?")]
    [InlineData("vgg16", "Did you mean vgg-small?")]
    [InlineData("transformer", "Choose one of them.")]
    [InlineData("", "Choose one of them.")]
    public void An_unknown_name_lists_all_and_suggests_the_nearest(string name, string remedy) => Assert.Equal(
        $"Model name: expected one of linear, mlp:WIDTH or mlp:WIDTHxLAYERS, mlp-norm:WIDTH or mlp-norm:WIDTHxLAYERS, lenet, alexnet-small, vgg-small, inception-small or inception-small:no-bn, resnet:DEPTH, got '{name}'. {remedy}",
        Message(name, Gray, 10));

    [Theory]
    [InlineData("mlp")]
    [InlineData("mlp:")]
    [InlineData("mlp:0")]
    [InlineData("mlp:-3")]
    [InlineData("mlp:512x0")]
    [InlineData("mlp:512x")]
    [InlineData("mlp:5x5x5")]
    [InlineData("mlp:99999999999")]
    [InlineData("mlp:5e2")]
    public void A_wrong_width_is_explained(string name) => Assert.Equal(
        $"Model name: expected mlp:WIDTH or mlp:WIDTHxLAYERS, with a width from 1 to 65536, and after an x a number of hidden layers from 1 to 256, got '{name}'. For example: mlp:512x3.",
        Message(name, Gray, 10));

    [Theory]
    [InlineData("resnet")]
    [InlineData("resnet:21")]
    [InlineData("resnet:2")]
    [InlineData("resnet:x")]
    [InlineData("resnet:1208")]
    public void A_wrong_depth_is_explained(string name) => Assert.Equal(
        $"Model name: expected resnet:DEPTH, with a depth of the form 6n + 2 (8, 14, 20, 26, 32, ...) up to 1202, got '{name}'. For example: resnet:20.",
        Message(name, Gray, 10));

    [Theory]
    [InlineData("linear:3", "Model name: expected linear with nothing after it, got 'linear:3'. For example: linear.")]
    [InlineData("inception-small:bn", "Model name: expected inception-small or inception-small:no-bn, with nothing, or no-bn, got 'inception-small:bn'. For example: inception-small.")]
    public void A_wrong_variant_is_explained(string name, string message) => Assert.Equal(message, Message(name, Gray, 10));

    [Fact]
    public void Small_images_and_other_faults_are_reported_together()
    {
        Assert.Equal(
            "Input of model 'lenet': expected images of at least 12×12, got examples of shape 784. Use larger images, or a model without convolutions such as mlp:512.",
            Message("lenet", new Shape(784), 10));
        InputException all = Assert.Throws<InputException>(() => ModelZoo.Create<float>("lenett", new Shape(1, 0, 3), 0));
        Assert.Equal(["Model name", "Classes of model 'lenett'", "Input of model 'lenett'"], all.Faults.Select(f => f.What));
    }

    [Fact]
    public void A_network_too_large_to_number_is_refused() =>
        Assert.Equal(
            "Model 'mlp:65536x256' on 3×32×32: expected fewer than 2³¹ parameters, got more. Use a narrower model or smaller examples.", Message("mlp:65536x256", Whole, 10));

    private static string Message(string name, Shape input, int classes) => Assert.Throws<InputException>(() => ModelZoo.Create<float>(name, input, classes)).Message;

    private static IEnumerable<Shape> Outputs(Network<float> network, Func<Node<float>, bool> which) => network.Nodes.Where(which).Select(n => n.Output);
}
