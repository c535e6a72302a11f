using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Architectures;

public class InitializationTests
{
    private static readonly Seed Root = new(42);

    [Theory]
    [InlineData(InitializationScheme.He, 2.0 / 300)]
    [InlineData(InitializationScheme.Glorot, 2.0 / 500)]
    [InlineData(InitializationScheme.LeCun, 1.0 / 300)]
    [InlineData(InitializationScheme.NeuralTangent, 1.0)]
    public void Weights_have_the_schemes_variance(InitializationScheme scheme, double variance)
    {
        Network<double> network = ModelZoo.Create<double>("mlp:200", new Shape(300), 10);
        double[] weights = [.. network.Blocks[0].Of<double>(ParameterInitializer.Fill(network, Root, scheme).AsSpan())];

        // Of 60,000 normal draws the mean square has a relative standard deviation of √(2/60,000) = 0.6 %.
        Assert.Equal(1, weights.Sum(w => w * w) / weights.Length / variance, 0.03);
        Assert.Equal(0, weights.Sum() / weights.Length / Math.Sqrt(variance), 5 / Math.Sqrt(weights.Length));
    }

    [Fact]
    public void Convolutions_count_their_taps()
    {
        ParameterBlock weight = ModelZoo.Create<float>("vgg-small", new Shape(3, 32, 32), 10).Blocks.Single(b => b.Name == "stage2.conv1.weight").Block;
        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), ParameterInitializer.StandardDeviation(weight, InitializationScheme.He));
        Assert.Equal(Math.Sqrt(2.0 / ((64 * 9) + (128 * 9))), ParameterInitializer.StandardDeviation(weight, InitializationScheme.Glorot));
    }

    [Fact]
    public void Biases_are_zero_and_gains_one()
    {
        Network<float> network = ModelZoo.Create<float>("inception-small", new Shape(3, 8, 8), 10);
        float[] theta = ParameterInitializer.Fill(network, Root, InitializationScheme.He);
        foreach (NamedBlock block in network.Blocks)
        {
            float[] values = [.. block.Of<float>(theta.AsSpan())];
            if (block.Block.Role == ParameterRole.Bias) Assert.All(values, v => Assert.Equal(0f, v));
            else if (block.Block.Role == ParameterRole.Gain) Assert.All(values, v => Assert.Equal(1f, v));
            else Assert.True(values.Distinct().Count() > 0.9 * values.Length);
        }
    }

    [Fact]
    public void Another_layer_does_not_move_the_draws_of_the_others()
    {
        Network<float> one = ModelZoo.Create<float>("mlp:20", new Shape(20), 3), two = ModelZoo.Create<float>("mlp:20x2", new Shape(20), 3);
        float[] first = ParameterInitializer.Fill(one, Root, InitializationScheme.He), second = ParameterInitializer.Fill(two, Root, InitializationScheme.He);
        foreach (NamedBlock block in one.Blocks)
            Assert.Equal(block.Of<float>(first.AsSpan()), two.Blocks.Single(b => b.Name == block.Name).Of<float>(second.AsSpan()));
        Assert.NotEqual(two.Blocks[0].Of<float>(second.AsSpan()).ToArray(), two.Blocks[2].Of<float>(second.AsSpan()).ToArray());
    }

    [Fact]
    public void Float_and_double_start_at_the_same_point()
    {
        float[] low = ParameterInitializer.Fill(ModelZoo.Create<float>("lenet", new Shape(1, 28, 28), 10), Root, InitializationScheme.LeCun);
        double[] high = ParameterInitializer.Fill(ModelZoo.Create<double>("lenet", new Shape(1, 28, 28), 10), Root, InitializationScheme.LeCun);
        for (int i = 0; i < low.Length; i++) Assert.Equal(high[i], low[i], 2e-7 * (Math.Abs(high[i]) + 1e-6));
    }

    [Fact]
    public void The_tangent_kernel_of_a_wide_network_is_the_limits()
    {
        // Θ(x, x) = (L + 1)‖x‖² for L hidden ReLU layers (Arora et al. 2019). One draw at width 512 fluctuates by about 16 %, the mean of 16 by 4 %.
        const int Draws = 16;
        Network<double> network = ModelZoo.Create<double>("mlp:512x2", new Shape(2), 1, new ModelOptions(Parametrization.NeuralTangent));
        double[] gradient = new double[network.ParameterCount];
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, 1);
        double sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double[] theta = ParameterInitializer.Fill(network, Root.Derive(draw), InitializationScheme.NeuralTangent);
            passes.Begin(1)[0] = 1.5;
            passes.Forward(theta, network.InitialState(), PassContext.Frozen);
            passes.Backward(theta, [1.0], gradient);
            sum += gradient.Sum(g => g * g) / 2.25;
        }

        Assert.Equal(3, sum / Draws, 0.4);
    }
}
