using Occam.Measures.Capacity;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Measures.Tests.Capacity;

/// <summary>The growth function's bound against generate_capacity.py, and against half-spaces, whose growth function is known.</summary>
public sealed class NetworkGrowthTests
{
    [Fact]
    public void A_perceptron_counts_its_units_and_then_its_answer()
    {
        NetworkGrowth growth = NetworkGrowth.Of(Perceptron(2, 1))!;
        Assert.Equal(5 * Math.Log(2), growth.Log(5), 1e-12);
        Assert.Equal(156.385209573312, growth.Log(1000), 1e-9);
        Assert.Equal(169, VapnikChervonenkis.Dimension(growth.Log));
    }

    [Fact]
    public void A_pool_decides_by_all_pairs_in_its_windows()
    {
        NetworkBuilder<float> builder = new(new Shape(1, 6, 6));
        builder.Add("convolution", shape => new Convolution<float>(new ConvolutionGeometry(shape, 2, 3, 3, 1, 1, 1, 1)));
        builder.Add("relu", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("pool", shape => new MaxPool<float>(new PoolGeometry(shape, 2, 2, 0)));
        builder.Add("flatten", shape => new Flatten<float>(shape));
        builder.Add("dense", shape => new Dense<float>(shape, 1));
        NetworkGrowth growth = NetworkGrowth.Of(builder.Build())!;
        Assert.Equal(625.0512276689319, growth.Log(1000), 1e-9);
        Assert.Equal(888, VapnikChervonenkis.Dimension(growth.Log));
    }

    [Fact]
    public void Half_spaces_are_not_counted_below_what_they_are()
    {
        NetworkBuilder<float> builder = new(new Shape(20));
        builder.Add("dense", shape => new Dense<float>(shape, 1));
        NetworkGrowth growth = NetworkGrowth.Of(builder.Build())!;
        foreach (long n in (long[])[1, 20, 21, 22, 50, 1000, 100_000])
            Assert.True(growth.Log(n) >= VapnikChervonenkis.LogHalfSpaces(20, n) * (1 - 1e-12), $"{n} points");
        Assert.True(VapnikChervonenkis.Dimension(growth.Log) >= 21);
    }

    [Fact]
    public void Nothing_is_known_of_other_activations_and_of_several_outputs()
    {
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("dense", shape => new Dense<float>(shape, 3));
        builder.Add("tanh", shape => new Elementwise<float, Tanh<float>>(shape));
        builder.Add("out", shape => new Dense<float>(shape, 1));
        Assert.Null(NetworkGrowth.Of(builder.Build()));
        Assert.Null(NetworkGrowth.Of(Perceptron(2, 2)));
        Assert.Null(HomogeneousNetwork.Of(builder.Build(), new float[13]));
        Assert.Null(HomogeneousNetwork.Of(Perceptron(2, 2), new float[17]));
    }

    private static Network<float> Perceptron(int inputs, int outputs)
    {
        NetworkBuilder<float> builder = new(new Shape(inputs));
        builder.Add("first", shape => new Dense<float>(shape, 3));
        builder.Add("relu", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("second", shape => new Dense<float>(shape, outputs));
        return builder.Build();
    }
}
