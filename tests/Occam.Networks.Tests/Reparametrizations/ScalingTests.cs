using Occam.Networks.Architectures;
using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Networks.Reparametrizations;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Reparametrizations;

/// <summary>Rescalings keep the function, and change gradient and Hessian as Dinh et al. 2017 say.</summary>
public sealed class ScalingTests
{
    private const int Examples = 6;

    [Theory]
    [InlineData("mlp:7x2", "relu", 2)]
    [InlineData("mlp:7x2", "leaky-relu", 2)]
    [InlineData("lenet", "relu", 4)]
    [InlineData("mlp:7x2", "tanh", 0)]
    [InlineData("linear", "relu", 0)]
    public void Pairs_are_found_where_a_positive_factor_passes(string model, string activation, int expected) =>
        Assert.Equal(expected, PairScaling.Pairs(Build<float>(model, new ModelOptions(Activation: activation))).Length);

    [Fact]
    public void A_layer_that_two_others_read_is_in_no_pair()
    {
        NetworkBuilder<float> builder = new(new Shape(3));
        int first = builder.Add("first", shape => new Dense<float>(shape, 4)), other = builder.Add("relu", shape => new LeakyRelu<float>(shape), first);
        builder.Join("sum", JoinKind.Add, first, other);
        builder.Add("last", shape => new Dense<float>(shape, 2));
        Assert.Empty(PairScaling.Pairs(builder.Build()));
    }

    [Theory]
    [InlineData("mlp:7x2", 0.5f)]
    [InlineData("mlp:7x2", 4f)]
    [InlineData("lenet", 2f)]
    public void Every_pair_keeps_every_bit_of_the_function(string model, float alpha)
    {
        Network<float> network = Build<float>(model);
        float[] theta = Theta<float>(network);
        foreach (LayerPair pair in PairScaling.Pairs(network))
        {
            float[] scaled = [.. theta];
            PairScaling.Apply(network, pair, alpha, scaled);
            Assert.NotEqual(theta, scaled);
            Assert.Equal(Outputs(network, theta, []), Outputs(network, scaled, []));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void Gradient_and_Hessian_are_divided_by_the_factors(double alpha)
    {
        NetworkBuilder<double> builder = new(new Shape(3));
        builder.Add("first", shape => new Dense<double>(shape, 4));
        builder.Add("relu", shape => new LeakyRelu<double>(shape, 0.1));
        builder.Add("second", shape => new Dense<double>(shape, 3));
        Network<double> network = builder.Build();
        double[] theta = Theta<double>(network), scaled = [.. theta];
        LayerPair pair = Assert.Single(PairScaling.Pairs(network));
        PairScaling.Apply(network, pair, alpha, scaled);
        double[] factors = PairScaling.Factors(network, pair, alpha);
        (double[] gradient, double[] hessian) = Derivatives(network, theta);
        (double[] scaledGradient, double[] scaledHessian) = Derivatives(network, scaled);
        Assert.Contains(1, factors);
        Assert.Contains(alpha, factors);
        Assert.Contains(1 / alpha, factors);
        for (int p = 0; p < factors.Length; p++)
        {
            Assert.Equal(gradient[p] / factors[p], scaledGradient[p], 1e-12);
            for (int q = 0; q < factors.Length; q++)
                Assert.Equal(hessian[(p * factors.Length) + q] / (factors[p] * factors[q]), scaledHessian[(p * factors.Length) + q], 1e-11);
        }
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("group")]
    [InlineData("layer")]
    public void A_normalization_takes_the_factor_away_again(string normalization)
    {
        Network<double> network = Build<double>("mlp-norm:16x2", new ModelOptions(Normalization: normalization));
        double[] theta = Theta<double>(network), state = network.InitialState();
        for (int i = 0; i < state.Length; i++) state[i] += 0.1 * (i % 3);
        int[] layers = [.. NormalizedScaling.Layers(network)];
        Assert.Equal(["fc1", "fc2"], layers.Select(node => network.Nodes[node].Name));
        foreach (int node in layers)
        {
            double[] scaled = [.. theta], scaledState = [.. state];
            NormalizedScaling.Apply(network, node, 16, scaled, scaledState);
            double[] before = Outputs(network, theta, state), after = Outputs(network, scaled, scaledState);
            double largest = before.Max(Math.Abs), moved = before.Zip(after, (x, y) => Math.Abs(x - y)).Max() / largest;
            Assert.InRange(moved, 1e-12, 1e-3);
        }
    }

    private static Network<T> Build<T>(string model, ModelOptions? options = null)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => ModelZoo.Create<T>(model, new Shape(1, 12, 12), 3, options);

    private static T[] Theta<T>(Network<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] theta = ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He);
        T[] noise = new T[theta.Length];
        new Seed(2).Normals<T>(noise, T.Zero, T.CreateChecked(0.1));
        return [.. theta.Zip(noise, (a, b) => a + b)];
    }

    private static T[] Outputs<T>(Network<T> network, T[] theta, T[] state)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(1);
        using NetworkPasses<T> passes = new(network, workers, Examples);
        new Seed(3).Normals(passes.Begin(Examples), T.Zero, T.One);
        return passes.Forward(theta, state, PassContext.Frozen).ToArray();
    }

    private static (double[] Gradient, double[] Hessian) Derivatives(Network<double> network, double[] theta)
    {
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, Examples);
        NetworkPoint<double> point = new(passes, new SoftmaxCrossEntropy<double>(), new Normals(), theta, []);
        return ([.. point.Gradient], DenseCurvature.Of(new Hessian<double>(point)));
    }

    private sealed class Normals : IExampleSource<double>
    {
        public int Count => Examples;

        public void Fill(int first, Span<double> inputs, Span<int> labels)
        {
            new Seed(3).Normals(inputs, 0, 1);
            for (int i = 0; i < labels.Length; i++) labels[i] = (first + i) % 3;
        }
    }
}
