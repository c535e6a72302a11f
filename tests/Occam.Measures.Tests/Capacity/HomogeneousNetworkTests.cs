using Occam.Measures.Capacity;
using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Capacity;

/// <summary>Norms of networks whose matrices are written out by hand.</summary>
public sealed class HomogeneousNetworkTests
{
    [Fact]
    public void Biases_become_weights_of_a_constant()
    {
        // [1 −2 1; 0 3 0; 0 0 1] and [2 −1 0.5].
        HomogeneousNetwork network = HomogeneousNetwork.Of(Build(2, 2, bias: true), [1, -2, 0, 3, 1, 0, 2, -1, 0.5f])!;
        Assert.Equal(2, network.Layers);
        Assert.Equal(4, network.Frobenius[0], 1e-12);
        Assert.Equal(Math.Sqrt(5.25), network.Frobenius[1], 1e-12);
        // Into the units: 1 + 2 + 1, 3 and 1.
        Assert.Equal((2 * 4) + (1 * 3) + (0.5 * 1), network.PathNorm, 1e-12);
    }

    [Fact]
    public void The_constant_is_no_distance()
    {
        HomogeneousNetwork network = HomogeneousNetwork.Of(Build(2, 2, bias: true), [1, -2, 0, 3, 1, 0, 2, -1, 0.5f])!, zero = HomogeneousNetwork.Of(Build(2, 2, bias: true), new float[9])!;
        Assert.Equal(Math.Sqrt(6) + 3, network.RowDistances(zero)[0], 1e-12);
        Assert.Equal(Math.Sqrt(5.25), network.RowDistances(zero)[1], 1e-12);
        Assert.Equal(Math.Sqrt(15), network.Distances(zero)[0], 1e-12);
        Assert.Equal(0, network.RowDistances(network).Sum());
    }

    [Fact]
    public void A_function_that_is_the_same_has_the_same_path_norm()
    {
        // The first unit's incoming weights and bias times 4, its outgoing weight over 4.
        HomogeneousNetwork network = HomogeneousNetwork.Of(Build(2, 2, bias: true), [1, -2, 0, 3, 1, 0, 2, -1, 0.5f])!;
        HomogeneousNetwork rescaled = HomogeneousNetwork.Of(Build(2, 2, bias: true), [4, -8, 0, 3, 4, 0, 0.5f, -1, 0.5f])!;
        Assert.Equal(network.PathNorm, rescaled.PathNorm, 1e-12);
        Assert.NotEqual(network.Frobenius[0] * network.Frobenius[1], rescaled.Frobenius[0] * rescaled.Frobenius[1], 1.0);
    }

    [Fact]
    public void Spectral_complexities_of_diagonal_layers()
    {
        // [3 0; 0 1] and [2 0], from zero weights: lengths of rows 3 and 2, spectral norms 3 and 2, stable ranks 10/9 and 1.
        Network<float> network = Build(1, 1, bias: false);
        HomogeneousNetwork trained = HomogeneousNetwork.Of(network, [3, 2])!, zero = HomogeneousNetwork.Of(network, [0, 0])!;
        using Workers workers = new(1);
        SpectralComplexity complexity = SpectralComplexity.Of(trained, zero, workers, new Seed(1));
        Assert.Equal(6 * Math.Pow(2, 1.5), complexity.Bartlett, 1e-8);
        Assert.Equal(6 * Math.Sqrt((10.0 / 9) + 1), complexity.Neyshabur, 1e-8);
        Assert.Equal(0, SpectralComplexity.Of(trained, trained, workers, new Seed(1)).Bartlett);
    }

    private static Network<float> Build(int inputs, int width, bool bias)
    {
        NetworkBuilder<float> builder = new(new Shape(inputs));
        builder.Add("first", shape => new Dense<float>(shape, width, bias));
        builder.Add("relu", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("second", shape => new Dense<float>(shape, 1, bias));
        return builder.Build();
    }
}
