using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Landscape;
using Occam.Networks.Architectures;
using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Landscape;

/// <summary>What normalized directions are by definition, and the two faults of other landscape programs.</summary>
public sealed class DirectionsTests
{
    private static readonly Network<double> Small = ModelZoo.Create<double>("resnet:8", new Shape(2, 8, 8), 3), Plain = ModelZoo.Create<double>("mlp:6x2", new Shape(9), 4);

    [Fact]
    public void Each_filter_is_as_long_as_the_networks_and_vectors_stand_still()
    {
        foreach (Network<double> network in (Network<double>[])[Small, Plain])
        {
            double[] theta = Theta(network), direction = Directions.Random<double>(network, theta, new Seed(1), DirectionScale.Filter);
            foreach (NamedBlock block in network.Blocks)
            {
                if (block.Block.Role != ParameterRole.Weight)
                {
                    Assert.All(block.Of(direction.AsSpan()).ToArray(), d => Assert.Equal(0, d));
                    continue;
                }

                int length = block.Length / block.Block.Shape[0];
                for (int filter = 0; filter < block.Block.Shape[0]; filter++)
                {
                    double expected = Norm(theta.AsSpan(block.Offset + (filter * length), length));
                    Assert.Equal(expected, Norm(direction.AsSpan(block.Offset + (filter * length), length)), 1e-8 * expected);
                }
            }
        }
    }

    [Fact]
    public void Layers_and_the_whole_network_are_as_long_as_their_weights()
    {
        double[] theta = Theta(Plain), byLayer = Directions.Random<double>(Plain, theta, new Seed(1), DirectionScale.Layer), whole = Directions.Random<double>(Plain, theta, new Seed(1), DirectionScale.Network);
        NamedBlock[] weights = [.. Plain.Blocks.Where(b => b.Block.Role == ParameterRole.Weight)];
        Assert.All(weights, block => Assert.Equal(Norm(block.Of(theta.AsSpan())), Norm(block.Of(byLayer.AsSpan())), 1e-8));
        Assert.Equal(Math.Sqrt(weights.Sum(b => Math.Pow(Norm(b.Of(theta.AsSpan())), 2))), Norm(whole), 1e-8);
    }

    [Fact]
    public void Without_normalization_a_direction_is_the_draw()
    {
        double[] direction = Directions.Random<double>(Plain, Theta(Plain), new Seed(5), DirectionScale.None);
        NamedBlock block = Plain.Blocks[0];
        double[] draw = new double[block.Length];
        new Seed(5).Derive(block.Name).Normals<double>(draw, 0, 1);
        Assert.Equal(draw, block.Of(direction.AsSpan()).ToArray());
    }

    /// <summary>A known fault of loss-landscapes (marcellodebernardi): a vector that was normalized as one was then normalized value by value, to |d_p| = |θ_p|.</summary>
    [Fact]
    public void A_bias_that_moves_is_normalized_once_and_as_one_vector()
    {
        double[] theta = Theta(Plain), draw = Directions.Random<double>(Plain, theta, new Seed(2), DirectionScale.None, VectorParameters.Random);
        double[] scaled = Directions.Random<double>(Plain, theta, new Seed(2), DirectionScale.Filter, VectorParameters.Random);
        foreach (NamedBlock bias in Plain.Blocks.Where(b => b.Block.Role == ParameterRole.Bias))
        {
            double expected = Norm(bias.Of(theta.AsSpan())) / Norm(bias.Of(draw.AsSpan()));
            double[] ratios = [.. bias.Of(scaled.AsSpan()).ToArray().Zip(bias.Of(draw.AsSpan()).ToArray(), (s, d) => s / d)];
            Assert.All(ratios, ratio => Assert.Equal(expected, ratio, 1e-8 * expected));
        }
    }

    /// <summary>The other half of that fault: the network's norm was taken again while the direction was being changed, so later layers got another factor.</summary>
    [Fact]
    public void The_norm_of_the_network_is_taken_before_anything_is_changed()
    {
        double[] theta = Theta(Plain), draw = Directions.Random<double>(Plain, theta, new Seed(2), DirectionScale.None, VectorParameters.Random);
        double[] scaled = Directions.Random<double>(Plain, theta, new Seed(2), DirectionScale.Network, VectorParameters.Random);
        double expected = Norm(theta) / Norm(draw);
        Assert.All(scaled.Zip(draw, (s, d) => s / d), ratio => Assert.Equal(expected, ratio, 1e-9));
    }

    /// <summary>A known fault of loss-landscape (tomgoldstein): where biases were not left out, the parameters themselves were copied as the direction.</summary>
    [Fact]
    public void A_bias_that_moves_is_random_and_no_copy_of_the_parameters()
    {
        double[] theta = Theta(Small), one = Directions.Random<double>(Small, theta, new Seed(1), DirectionScale.Filter, VectorParameters.Random);
        double[] two = Directions.Random<double>(Small, theta, new Seed(2), DirectionScale.Filter, VectorParameters.Random);
        foreach (NamedBlock block in Small.Blocks.Where(b => b.Block.Role != ParameterRole.Weight && b.Length >= 16))
        {
            double[] own = block.Of(theta.AsSpan()).ToArray(), first = block.Of(one.AsSpan()).ToArray(), second = block.Of(two.AsSpan()).ToArray();
            Assert.Equal(Norm(own), Norm(first), 1e-8);
            Assert.InRange(Math.Abs(Cosine(own, first)), 0, 0.9);
            Assert.InRange(Math.Abs(Cosine(first, second)), 0, 0.9);
        }
    }

    [Fact]
    public void A_filter_of_zeros_does_not_move()
    {
        double[] theta = Theta(Plain);
        theta.AsSpan(0, 9).Clear();
        double[] direction = Directions.Random<double>(Plain, theta, new Seed(1), DirectionScale.Filter);
        Assert.All(direction[..9], d => Assert.Equal(0, d));
        Directions.Rescale<double>(Plain, Theta(Plain), direction, DirectionScale.Filter);
        Assert.All(direction[..9], d => Assert.Equal(0, d));
        Assert.All(direction, d => Assert.True(double.IsFinite(d)));
    }

    [Fact]
    public void The_top_curvature_of_a_quadratic_is_its_longest_axis()
    {
        // Inputs 3e_0 and e_1 with squared error: H = ½ diag(9, 1) for each of the two outputs.
        NetworkBuilder<double> builder = new(new Shape(2));
        builder.Add("w", shape => new Dense<double>(shape, 1, bias: false));
        Network<double> network = builder.Build();
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, 2);
        DatasetExamples<double> examples = new(new("axes", [3, 0, 0, 1], Data.Datasets.ImageShape.Vector(2), [1, 1], 2));
        (double[] values, double[][] vectors, bool converged) = Directions.Curvature(new NetworkPoint<double>(passes, new SquaredError<double>(), examples, [0.5, 0.5], []), 2, new Seed(1));
        Assert.True(converged);
        Assert.Equal([4.5, 0.5], values.Select(v => Math.Round(v, 9)));
        Assert.Equal(1, Math.Abs(vectors[0][0]), 1e-9);
        Assert.Equal(1, Math.Abs(vectors[1][1]), 1e-9);
    }

    [Fact]
    public void Between_leads_from_one_to_the_other() => Assert.Equal([2f, -3f], Directions.Between<float>([1, 2], [3, -1]));

    private static double[] Theta<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] theta = new double[network.ParameterCount];
        new Seed(9).Derive("theta").Normals<double>(theta, 0, 0.3);
        return theta;
    }

    private static double Norm(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x) sum += value * value;
        return Math.Sqrt(sum);
    }

    private static double Cosine(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum() / (Norm(x) * Norm(y));
}
