using Occam.Data.Datasets;
using Occam.Measures.Landscape;
using Occam.Measures.Learning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Landscape;

public sealed class LossSurfaceTests
{
    private static readonly double[] Positions = new LandscapeAxis(-1, 1, 5).Positions();

    [Fact]
    public void The_grid_of_a_linear_model_is_the_analytic_quadratic()
    {
        float[][] inputs = [[1, 2], [-0.5f, 3], [4, 1]];
        double[] theta = [0.3, -0.7], along = [1, 0.5], beside = [-2, 0.25];
        Dataset data = new("points", [.. inputs.SelectMany(x => x)], ImageShape.Vector(2), [1, 0, 1], 2);
        using Surface<double> surface = new(LinearGradients.Model(2), data, new SquaredError<double>(), theta, chunk: 2);
        foreach (double b in Positions)
        {
            SurfaceValue[] row = surface.Loss.Line(Positions, new SurfaceDirection<double>(along), b, new SurfaceDirection<double>(beside));
            for (int i = 0; i < row.Length; i++)
            {
                double a = Positions[i];
                double[] w = [theta[0] + (a * along[0]) + (b * beside[0]), theta[1] + (a * along[1]) + (b * beside[1])];
                double[] outputs = [.. inputs.Select(x => (w[0] * x[0]) + (w[1] * x[1]))];
                Assert.Equal(outputs.Zip(data.Labels.ToArray(), (f, y) => (f - y) * (f - y) / 2).Average(), row[i].Loss, 1e-12);
                Assert.Equal(outputs.Zip(data.Labels.ToArray(), (f, y) => (f > 0.5 ? 1 : 0) == y ? 1.0 : 0).Average(), row[i].Accuracy, 1e-15);
            }
        }
    }

    [Theory]
    [InlineData("mlp:6", 1e-11)]
    [InlineData("mlp:5x2", 1e-11)]
    [InlineData("lenet", 1e-11)]
    public void A_point_of_the_surface_is_the_network_at_that_point(string model, double tolerance)
    {
        // The first dense layer is combined from two points; the observer goes through the whole network.
        Network<double> network = ModelZoo.Create<double>(model, new Shape(1, 16, 16), 3);
        (Dataset data, double[] theta) = (Images(7), ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He));
        double[] along = Directions.Random<double>(network, theta, new Seed(2), DirectionScale.Filter, VectorParameters.Random), beside = Directions.Random<double>(network, theta, new Seed(3), DirectionScale.Filter);
        using Surface<double> surface = new(network, data, new SoftmaxCrossEntropy<double>(), theta, chunk: 3);
        SurfaceValue[] row = surface.Loss.Line(Positions, new SurfaceDirection<double>(along), -0.5, new SurfaceDirection<double>(beside));
        for (int i = 0; i < row.Length; i++)
        {
            double[] moved = [.. theta.Select((t, p) => t + (Positions[i] * along[p]) - (0.5 * beside[p]))];
            Dictionary<string, double> expected = Watching.Observe(network, moved, new SoftmaxCrossEntropy<double>(), data, new MeanLoss()).ToDictionary(m => m.Name, m => m.Value);
            Assert.Equal(expected["loss"], row[i].Loss, tolerance * Math.Max(1, expected["loss"]));
            Assert.Equal(expected["accuracy"], row[i].Accuracy);
        }

        Assert.Equal(Watching.Observe(network, theta, new SoftmaxCrossEntropy<double>(), data, new MeanLoss())[0].Value, surface.Loss.AtOrigin().Loss, tolerance);
    }

    [Theory]
    [InlineData("mlp:70")]
    [InlineData("resnet:8")]
    public void Threads_change_no_bit(string model)
    {
        Network<float> network = ModelZoo.Create<float>(model, new Shape(1, 16, 16), 3);
        float[] theta = ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He), along = Directions.Random<float>(network, theta, new Seed(2), DirectionScale.Filter);
        SurfaceValue[][] values =
        [
            .. ((int[])[1, 2, 3]).Select(threads =>
            {
                using Surface<float> surface = new(network, Images(40), new SoftmaxCrossEntropy<float>(), theta, 16, threads);
                return surface.Loss.Line(Positions, new SurfaceDirection<float>(along));
            }),
        ];
        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[0], values[2]);
    }

    [Fact]
    public void Powers_of_two_between_the_layers_change_no_bit()
    {
        Network<float> network = ModelZoo.Create<float>("mlp:20", new Shape(1, 16, 16), 3);
        float[] theta = ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He), scaled = [.. theta];
        network.Blocks.Single(b => b.Name == "fc1.bias").Of(theta.AsSpan()).Fill(0.1f);
        theta.CopyTo(scaled, 0);
        foreach (NamedBlock block in network.Blocks)
        {
            float factor = block.Name switch { "fc1.weight" or "fc1.bias" => 8, "output.weight" => 0.125f, _ => 1 };
            foreach (ref float value in block.Of(scaled.AsSpan())) value *= factor;
        }

        Assert.Equal(Line(theta), Line(scaled));

        SurfaceValue[] Line(float[] at)
        {
            using Surface<float> surface = new(network, Images(20), new SoftmaxCrossEntropy<float>(), at, 20);
            return surface.Loss.Line(Positions, new SurfaceDirection<float>(Directions.Random<float>(network, at, new Seed(2), DirectionScale.Filter)));
        }
    }

    [Fact]
    public void Statistics_stand_still_unless_the_direction_moves_them()
    {
        Network<double> network = Normalized();
        (Dataset data, double[] theta, double[] state) = (Pairs(6), [1, 1, 0, 0, 0.5, -0.25, 1, 0.75, 0, 0], [0.1, 0.2, 1.5, 0.75]);
        double[] still = new double[theta.Length], move = [1, -1, 0.5, 0.25];
        using Surface<double> surface = new(network, data, new SoftmaxCrossEntropy<double>(), theta, 4, state: state);
        Assert.Single(surface.Loss.Line(Positions, new SurfaceDirection<double>(still)).Distinct());
        SurfaceValue[] moved = surface.Loss.Line(Positions, new SurfaceDirection<double>(still, move));
        for (int i = 0; i < moved.Length; i++)
        {
            double[] at = [.. state.Zip(move, (s, m) => s + (Positions[i] * m))];
            Assert.Equal(Watching.Observe(network, theta, new SoftmaxCrossEntropy<double>(), data, new MeanLoss(), at)[0].Value, moved[i].Loss, 1e-12);
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    public void Statistics_are_estimated_anew_from_the_same_examples(int chunk)
    {
        Network<double> network = Normalized();
        (Dataset data, double[] theta) = (Pairs(6), [1, 1, 0, 0, 0.5, -0.25, 1, 0.75, 0, 0]);
        double[] state = [0, 0, 0, 0];
        foreach ((int first, int count) in chunk == 6 ? ((int, int)[])[(0, 6)] : [(0, 4), (4, 2)])
        {
            for (int c = 0; c < 2; c++)
            {
                double[] values = [.. Enumerable.Range(first, count).Select(i => (double)data.Images[(2 * i) + c])];
                double mean = values.Average();
                state[c] += count * mean / 6;
                state[2 + c] += count * values.Sum(v => (v - mean) * (v - mean)) / (count - 1) / 6;
            }
        }

        using Surface<double> surface = new(network, data, new SoftmaxCrossEntropy<double>(), theta, chunk, state: [9, 9, 9, 9], statistics: PointStatistics.Reestimated);
        Assert.Equal(Watching.Observe(network, theta, new SoftmaxCrossEntropy<double>(), data, new MeanLoss(), state)[0].Value, surface.Loss.AtOrigin().Loss, 1e-12);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        using Workers workers = new(1);
        Network<float> dropping = ModelZoo.Create<float>("mlp:4", new Shape(2), 2, new ModelOptions(Dropout: 0.5));
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("norm", shape => new BatchNormalization<float>(shape));
        builder.Add("drop", shape => new Dropout<float>(shape, 0.5, "drop"));
        using NetworkPasses<float> passes = new(builder.Build(), workers, 2), plain = new(dropping, workers, 2);
        Assert.Contains("'drop'", Assert.Throws<InputException>(() => new LossSurface<float>(passes, new SoftmaxCrossEntropy<float>(), Pairs(3), [], new float[4], PointStatistics.Reestimated)).Message, StringComparison.Ordinal);
        LossSurface<float> surface = new(plain, new SoftmaxCrossEntropy<float>(), Pairs(3), new float[dropping.ParameterCount], []);
        Assert.Contains($"expected a direction of {dropping.ParameterCount} parameters", Assert.Throws<ArgumentException>(() => surface.Line([0], new SurfaceDirection<float>([1]))).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new LandscapeAxis(1, 1, 5).Positions());
        Assert.Throws<InputException>(() => new LandscapeAxis(0, 1, 1).Positions());
        Assert.Throws<InputException>(() => new LandscapeAxis(0, double.NaN, 3).Positions());
    }

    [Fact]
    public void The_standard_line_is_symmetric_and_has_a_middle()
    {
        double[] positions = LandscapeAxis.Line.Positions();
        Assert.Equal((51, -1.0, 0.0, 1.0), (positions.Length, positions[0], positions[25], positions[^1]));
        Assert.Equal(positions.Select(p => -p).Reverse(), positions);
        Assert.Equal(0.04, positions[26], 1e-15);
    }

    private static Network<double> Normalized()
    {
        NetworkBuilder<double> builder = new(new Shape(2));
        builder.Add("norm", shape => new BatchNormalization<double>(shape));
        builder.Add("affine", shape => new ChannelAffine<double>(shape));
        builder.Add("output", shape => new Dense<double>(shape, 2));
        return builder.Build();
    }

    private static Dataset Pairs(int count) => Drawn(count, ImageShape.Vector(2), 2);

    private static Dataset Images(int count) => Drawn(count, new ImageShape(1, 16, 16), 3);

    private static Dataset Drawn(int count, ImageShape shape, int classes)
    {
        float[] values = new float[count * shape.Size];
        new Seed(4).Normals<float>(values, 0, 1);
        return new Dataset("drawn", values, shape, [.. Enumerable.Range(0, count).Select(i => i % classes)], classes);
    }

    private sealed class Surface<T> : IDisposable
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        private readonly Workers _workers;
        private readonly NetworkPasses<T> _passes;

        public Surface(Network<T> network, Dataset data, ILoss<T> loss, T[] theta, int chunk, int threads = 2, T[]? state = null, PointStatistics statistics = PointStatistics.Frozen)
        {
            _workers = new Workers(threads);
            _passes = new NetworkPasses<T>(network, _workers, chunk);
            Loss = new LossSurface<T>(_passes, loss, data, theta, state ?? network.InitialState(), statistics);
        }

        public LossSurface<T> Loss { get; }

        public void Dispose()
        {
            _passes.Dispose();
            _workers.Dispose();
        }
    }
}
