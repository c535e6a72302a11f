using System.Collections.Immutable;
using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Interpolation;

/// <summary>
/// Examples on a line: x_i = ⟨a, z_i⟩ for the direction a, of those drawn, whose matrix of hinges has the smallest condition number. Examples
/// that are identical are one point. The values are those that the network itself computes, bit for bit. It serves any targets.
/// </summary>
public sealed class HingeProjection
{
    private readonly Shape _input;
    private readonly double[] _direction;
    private readonly int[] _points;

    private HingeProjection(Shape input, double[] direction, int[] points, HingeSystem system) => (_input, _direction, _points, System) = (input, direction, points, system);

    /// <summary>The matrix of the points.</summary>
    public HingeSystem System { get; }

    /// <summary>Which draw was taken.</summary>
    public int Draw { get; private init; }

    /// <summary>κ₁ for each draw; NaN where two different examples met in one point.</summary>
    public ImmutableArray<double> Conditions { get; private init; }

    /// <summary>The smallest eigenvalue over the length of the line, for each draw; NaN as above.</summary>
    public ImmutableArray<double> SmallestEigenvalues { get; private init; }

    /// <summary>Which point each example is.</summary>
    public ReadOnlySpan<int> Points => _points;

    /// <summary>Draws directions and takes the best. Draw i is normal with variance 1/d, from <c>seed.Derive("direction").Derive(i)</c>.</summary>
    /// <param name="examples">The examples; their labels are not read.</param>
    /// <param name="input">The shape of one.</param>
    /// <param name="settings">How many draws, and where thresholds stand.</param>
    /// <param name="seed">The place in the run's randomness.</param>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="report">Is told after each draw how many there were; may throw to stop.</param>
    /// <exception cref="InputException">No examples, values that are not finite, settings out of range, or different examples that meet on every draw.</exception>
    public static HingeProjection Choose(IExampleSource<double> examples, Shape input, InterpolationSettings settings, Seed seed, Workers workers, Action<int>? report = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(settings);
        LayerFaults.Demand(examples.Count > 0, "Projection on a line", "at least one example", "none", "Give examples.");
        LayerFaults.Demand(settings.Draws >= 1, "Projection on a line", "at least one draw", $"{settings.Draws}", "Draw 16.");
        HingeProjection? best = null;
        List<double> conditions = [], smallest = [];
        (int, int) met = default;
        for (int draw = 0; draw < settings.Draws; draw++)
        {
            double[] direction = Direction(seed, draw, input.Size);
            HingeProjection? tried = Project(examples, input, direction, settings.Fraction, draw, workers, ref met);
            conditions.Add(tried?.System.Condition ?? double.NaN);
            smallest.Add(tried is null ? double.NaN : tried.System.SmallestEigenvalue / Math.Max(tried.System.Points[^1] - tried.System.Points[0], double.Epsilon));
            if (tried is not null && (best is null || conditions[draw] < conditions[best.Draw])) best = tried;
            report?.Invoke(draw + 1);
        }

        LayerFaults.Demand(
            best is not null, "Projection on a line", "a direction on which no two different examples meet", $"{settings.Draws} drawn, and on the last one examples {met.Item1} and {met.Item2} meet",
            "Draw more directions; examples that differ in their last bits alone cannot be told apart.");
        return new HingeProjection(input, best._direction, best._points, best.System) { Draw = best.Draw, Conditions = [.. conditions], SmallestEigenvalues = [.. smallest] };
    }

    /// <summary>The network that gives every example its targets: a, the thresholds, and w = A⁻¹y for each output.</summary>
    /// <param name="targets">[example, output], finite.</param>
    /// <param name="outputs">How many outputs.</param>
    /// <exception cref="InputException">Targets that are not finite, or that differ between identical examples.</exception>
    /// <exception cref="NumericalException">Two points are so close that a weight is no finite number.</exception>
    public InterpolatingNetwork Interpolate(ReadOnlySpan<double> targets, int outputs)
    {
        double[] ofPoints = OfPoints(targets, outputs);
        int n = System.Count;
        Network<double> network = HingeNetwork.Build<double>(_input, n, outputs);
        double[] theta = new double[network.ParameterCount], column = new double[n];
        _direction.CopyTo(theta, 0);
        for (int j = 0; j < n; j++) theta[_direction.Length + j] = -System.Thresholds[j];
        for (int k = 0; k < outputs; k++)
        {
            for (int i = 0; i < n; i++) column[i] = ofPoints[(i * outputs) + k];
            System.Solve(column).CopyTo(theta, _direction.Length + n + (k * n));
        }

        return new InterpolatingNetwork(network, theta, this);
    }

    private double[] OfPoints(ReadOnlySpan<double> targets, int outputs)
    {
        if (outputs < 1 || targets.Length != (long)_points.Length * outputs)
            throw new ArgumentException($"Interpolation: expected {_points.Length} × {outputs} targets, got {targets.Length}. Give every example its targets.", nameof(targets));
        double[] ofPoints = new double[System.Count * outputs];
        int[] first = new int[System.Count];
        Array.Fill(first, -1);
        for (int example = 0; example < _points.Length; example++)
        {
            int point = _points[example];
            ReadOnlySpan<double> row = targets.Slice(example * outputs, outputs);
            LayerFaults.Demand(
                !row.ContainsAnyExceptInRange(double.MinValue, double.MaxValue), $"Targets of example {example}", "finite numbers", string.Join(", ", row.ToArray()), "Mend the data, or leave the example out.");
            Span<double> kept = ofPoints.AsSpan(point * outputs, outputs);
            if (first[point] < 0)
            {
                first[point] = example;
                row.CopyTo(kept);
            }
            else
            {
                LayerFaults.Demand(
                    row.SequenceEqual(kept), $"Examples {first[point]} and {example}", "different inputs, or the same target", $"the same input with targets {string.Join(", ", kept.ToArray())} and {string.Join(", ", row.ToArray())}",
                    "No function has two values in one place: leave one of them out.");
            }
        }

        return ofPoints;
    }

    private static double[] Direction(Seed seed, int draw, int length)
    {
        double[] direction = new double[length];
        seed.Derive("direction").Derive(draw).Normals(direction, 0, 1 / Math.Sqrt(length));
        return direction;
    }

    /// <summary>The examples on one direction, or null where two different ones meet.</summary>
    private static HingeProjection? Project(
        IExampleSource<double> examples, Shape input, double[] direction, double fraction, int draw, Workers workers, ref (int, int) met)
    {
        NetworkBuilder<double> line = new(input);
        line.Add(HingeNetwork.Projection, s => new Dense<double>(s, 1, bias: false));
        double[] values = ExampleRows.Outputs(line.Build(), direction, examples, workers);
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])], points = new int[values.Length];
        List<double> different = [];
        for (int i = 0, representative = 0; i < order.Length; i++)
        {
            bool isNew = i == 0 || values[order[i]] != values[representative];
            if (!isNew && !ExampleRows.AreEqual(examples, input.Size, representative, order[i]))
            {
                met = (representative, order[i]);
                return null;
            }

            if (isNew)
            {
                representative = order[i];
                different.Add(values[representative]);
            }

            points[order[i]] = different.Count - 1;
        }

        return new HingeProjection(input, direction, points, new HingeSystem([.. different], fraction)) { Draw = draw };
    }
}
