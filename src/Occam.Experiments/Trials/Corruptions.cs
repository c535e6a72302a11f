using System.Globalization;
using Occam.Data.Randomizations;
using Occam.Experiments.Settings;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Trials;

/// <summary>Corruptions of labels as settings, and the names of the trainings on them.</summary>
internal static class Corruptions
{
    /// <summary>The training on intact labels.</summary>
    public const string TrueSeries = "true";

    /// <summary>The training in which every label is selected for corruption.</summary>
    public const string RandomSeries = "random";

    /// <summary>The kind of noise of the key "noise".</summary>
    public static LabelNoiseKind Kind(ResolvedSettings settings) =>
        settings.Choice("noise", "uniform", "permute") == "permute" ? LabelNoiseKind.Permute : LabelNoiseKind.Uniform;

    /// <summary>The ascending probabilities of the key "corruption".</summary>
    public static double[] Read(ResolvedSettings settings)
    {
        double[] levels = [.. settings.Numbers("corruption", 0, 1).Distinct()];
        foreach (IGrouping<string, double> same in levels.GroupBy(SeriesOf).Where(g => g.Count() > 1))
            settings.Faults.Add(new Fault("corruption", "probabilities that differ by 0.0001 at least", string.Join(" and ", same.Select(p => p.ToString(CultureInfo.InvariantCulture))), "Leave one out."));
        if (!levels.SequenceEqual(levels.Order()))
            settings.Faults.Add(new Fault("corruption", "probabilities in ascending order", $"'{settings.Text("corruption")}'", "Write for example corruption=0,0.5,1."));
        return levels;
    }

    /// <summary>The name of the training at a probability of corruption.</summary>
    public static string SeriesOf(double probability) => probability switch
    {
        0 => TrueSeries,
        1 => RandomSeries,
        _ => "corrupted-" + (probability * 100).ToString("0.##", CultureInfo.InvariantCulture),
    };
}
