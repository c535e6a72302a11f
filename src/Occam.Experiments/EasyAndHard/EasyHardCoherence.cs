using System.Globalization;
using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;

namespace Occam.Experiments.EasyAndHard;

/// <summary>
/// How far easy examples agree among themselves, and hard ones among themselves. Easy are those that another training, from other weights and in
/// another order, has right after one epoch; so the groups owe nothing to the parameters at which they are compared, the ends of short
/// trainings on true labels.
/// </summary>
internal static class EasyHardCoherence
{
    public const string Name = "easy-and-hard", Sizes = "sizes";

    /// <summary>The lengths of the short trainings, in epochs.</summary>
    public static IReadOnlyList<double> Epochs { get; } = [0.5, 1, 2];

    private static readonly string[] Groups = ["easy", "hard"];

    public static string SeriesOf(double epochs) => "epochs-" + epochs.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The result with a metric of a group at the end of every short training.</summary>
    public static string ResultOf(string group, string metric) => $"{group}-{metric.Replace('_', '-')}";

    /// <summary>Measures both groups at the end of every short training.</summary>
    /// <param name="laboratory">What the trainings share.</param>
    /// <param name="train">The true labels.</param>
    public static Computation Plan(LaboratoryPlan laboratory, Dataset train) => new(
        Name, [Sizes, .. Groups.SelectMany(g => Metrics.Select(m => ResultOf(g, m)))], site => Measure(site, laboratory, train));

    private static string[] Metrics { get; } = [MCoherence.OffDiagonal, MCoherence.OffDiagonal + "_error", MCoherence.Name, MeanLoss.Accuracy];

    private static List<NamedArray> Measure(ComputationSite site, LaboratoryPlan laboratory, Dataset train)
    {
        int[] probe = laboratory.ProbeOf(train);
        double[] learnt = site.Result(EasyHardExperiment.ScoutSeries, HistoryWatch.LearningTime);
        int[][] members =
        [
            [.. probe.Where((_, i) => !double.IsNaN(learnt[i]))],
            [.. probe.Where((_, i) => double.IsNaN(learnt[i]))],
        ];
        List<NamedArray> results = [new(Sizes, [members[0].Length, members[1].Length])];
        for (int g = 0; g < Groups.Length; g++)
        {
            Dictionary<string, double>[] at = [.. Epochs.Select(e => MeasureGroup(site, laboratory, train, members[g], SeriesOf(e)))];
            results.AddRange(Metrics.Select(m => new NamedArray(ResultOf(Groups[g], m), [.. at.Select(values => values.GetValueOrDefault(m, double.NaN))])));
            site.Report(g + 1, Groups.Length);
        }

        return results;
    }

    private static Dictionary<string, double> MeasureGroup(ComputationSite site, LaboratoryPlan laboratory, Dataset train, int[] members, string series)
    {
        Dictionary<string, double> values = [];
        if (members.Length < 3) return values;
        Observer<float> observer = new(site.Passes(series), laboratory.Loss, Subset.Select(train, members), new MeasurementPlan(new MeanLoss(), new MCoherence()));
        foreach (Metric metric in observer.Observe(site.Theta(series), site.State(series)))
        {
            values[metric.Name] = metric.Value;
            if (metric.Error is { } error) values[$"{metric.Name}_error"] = error;
        }

        return values;
    }
}
