using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;

namespace Occam.Testing.Derivatives;

/// <summary>Parameters, statistics, a batch and its labels; every value is exact in single precision too.</summary>
public sealed record CheckPoint(double[] Theta, double[] State, double[] X, int[] Labels)
{
    private const int Attempts = 500;

    /// <summary>The first point of a fixed sequence that stays away from every kink and tie.</summary>
    public static CheckPoint Find(Network<double> network, CheckOptions options)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            CheckPoint point = Draw(network, options, options.Seed.Derive(attempt), options.Batch);
            if (!Kinks.AreNear(network, point, options)) return point;
        }

        throw new InvalidOperationException(
            $"Derivative checks: expected a point at least {options.KinkMargin} from every kink, found none in {Attempts} draws. Use a smaller network or batch.");
    }

    /// <summary>A point with weights of variance 1.4/fan-in, small biases, gains near one and statistics that are not the initial ones.</summary>
    public static CheckPoint Draw(Network<double> network, CheckOptions options, Seed seed, int batch)
    {
        Draws draws = new(seed);
        double[] theta = [.. network.Blocks.SelectMany(b => Block(b.Block, draws))];
        double[] state = [.. network.InitialState().Select(s => (double)(float)(s == 0 ? 0.3 * draws.Normal() : s * draws.Uniform(0.6, 1.8)))];
        int labels = options.Labels > 0 ? options.Labels : network.Output.Size;
        double[] x = draws.Normals(batch * network.Input.Size);
        return new CheckPoint(theta, state, x, [.. Enumerable.Range(0, batch).Select(_ => draws.Integer(labels))]);
    }

    private static double[] Block(ParameterBlock block, Draws draws)
    {
        double[] values = draws.Normals(block.Length, block.Role == ParameterRole.Weight ? Math.Sqrt(1.4 / block.FanIn) : 0.25);
        for (int i = 0; i < values.Length && block.Role == ParameterRole.Gain; i++) values[i] = (float)(1 + values[i]);
        return values;
    }
}
