using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Capacity;
using Occam.Networks.Passes;

namespace Occam.Experiments.Capacity;

/// <summary>What a run of <see cref="CapacityExperiment"/> goes through.</summary>
/// <param name="Models">The networks, the experiment's own first.</param>
/// <param name="Sizes">n, ascending.</param>
/// <param name="Draws">Draws of σ for each network and n.</param>
/// <param name="Repetitions">Trainings on true labels for each of them, and draws whose norms and test errors are measured.</param>
/// <param name="LeftOut">How many examples are left out, one at a time.</param>
/// <param name="LeaveExamples">The examples that they are left out of.</param>
/// <param name="Failure">δ.</param>
internal sealed record CapacityPlan(string[] Models, int[] Sizes, int Draws, int Repetitions, int LeftOut, int LeaveExamples, double Failure)
{
    /// <summary>The name of the linear model.</summary>
    public const string Linear = "linear";

    private static readonly string[] Results = [CapacityNames.Counts, CapacityNames.Sizes, CapacityNames.Networks, CapacityNames.Growth, CapacityNames.Facts, CapacityNames.Lengths, CapacityNames.Patterns];

    /// <summary>The place of the linear model; −1 without one.</summary>
    public int LinearModel => Array.IndexOf(Models, Linear);

    /// <summary>The plan as it was written down.</summary>
    public static CapacityPlan Of(RunRecord record)
    {
        double[] counts = record.Result(CapacityNames.Plan, CapacityNames.Counts);
        string names = string.Concat(record.Result(CapacityNames.Plan, CapacityNames.Networks).Select(code => (char)code));
        int[] sizes = [.. record.Result(CapacityNames.Plan, CapacityNames.Sizes).Select(n => (int)n)];
        return new CapacityPlan(names.Split(','), sizes, (int)counts[0], (int)counts[1], (int)counts[2], (int)counts[3], counts[4]);
    }

    /// <summary>
    /// Writes the plan beside the results, so that they can be judged from the run folder alone, and what is known before any training: ln Π(2n) by network and n (NaN where no
    /// bound is known); parameters, the bound of the VC dimension and the largest layer by network; Σ ‖x_i‖², max_j Σ_i x_ij² and max ‖x_i‖² by n, with the constant 1. The names of the
    /// networks are kept as the codes of their characters. ln of the ways to label the n examples themselves, by network and n, counts for half-spaces only the pixels that vary on them.
    /// </summary>
    public Computation Computation(IReadOnlyList<NetworkChoice> choices, Func<int, Dataset> examples) => new(CapacityNames.Plan, Results, site =>
    {
        Network<float>[] networks = [.. choices.Select(c => SignTraining.Build(site.Laboratory, c))];
        Func<long, double>?[] growths = [.. networks.Select((network, m) => GrowthOf(Models[m], network))];
        return
        [
            new NamedArray(CapacityNames.Counts, [Draws, Repetitions, LeftOut, LeaveExamples, Failure]),
            new NamedArray(CapacityNames.Sizes, [.. Sizes.Select(n => (double)n)]),
            new NamedArray(CapacityNames.Networks, [.. string.Join(',', Models).Select(c => (double)c)]),
            new NamedArray(CapacityNames.Growth, [.. growths.SelectMany(g => Sizes.Select(n => g is null ? double.NaN : g(2L * n)))]),
            new NamedArray(CapacityNames.Facts, [.. networks.SelectMany((network, m) => (double[])[network.ParameterCount, Dimension(Models[m], network, growths[m]), network.Nodes.Skip(1).Max(node => node.Output.Size)])]),
            new NamedArray(CapacityNames.Lengths, [.. Sizes.SelectMany(n => Lengths(examples(n)))]),
            new NamedArray(CapacityNames.Patterns, [.. growths.SelectMany((g, m) => Sizes.Select(n => Patterns(Models[m], g, examples(n))))]),
        ];
    });

    private static Func<long, double>? GrowthOf(string model, Network<float> network)
    {
        if (model == Linear) return n => VapnikChervonenkis.LogHalfSpaces(network.Input.Size, n);
        return NetworkGrowth.Of(network) is { } growth ? growth.Log : null;
    }

    /// <summary>Half-spaces shatter one example more than they have dimensions; one sign pattern of so many is beyond double's reach.</summary>
    private static double Dimension(string model, Network<float> network, Func<long, double>? growth) =>
        model == Linear ? network.Input.Size + 1 : growth is null ? double.NaN : VapnikChervonenkis.Dimension(growth);

    private static double Patterns(string model, Func<long, double>? growth, Dataset data) =>
        model == Linear ? VapnikChervonenkis.LogHalfSpaces(Varying(data), data.Count) : growth is null ? double.NaN : growth(data.Count);

    /// <summary>How many pixels differ between examples; half-spaces of the others are half-spaces of these.</summary>
    private static int Varying(Dataset data)
    {
        ReadOnlySpan<float> first = data.Image(0);
        bool[] varies = new bool[first.Length];
        for (int i = 1; i < data.Count; i++)
        {
            ReadOnlySpan<float> image = data.Image(i);
            for (int p = 0; p < varies.Length; p++) varies[p] |= image[p] != first[p];
        }

        return varies.Count(v => v);
    }

    private static double[] Lengths(Dataset data)
    {
        double[] columns = new double[data.Shape.Size];
        (double sum, double largest) = (0, 0);
        for (int i = 0; i < data.Count; i++)
        {
            ReadOnlySpan<float> image = data.Image(i);
            double length = 1;
            for (int p = 0; p < image.Length; p++)
            {
                double square = (double)image[p] * image[p];
                columns[p] += square;
                length += square;
            }

            sum += length;
            largest = Math.Max(largest, length);
        }

        return [sum, Math.Max(data.Count, columns.Max()), largest];
    }
}
