using System.Globalization;
using System.Text.Json.Nodes;
using Occam.Data.Datasets;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;

namespace Occam.Experiments.Measuring;

/// <summary>Loss, accuracy and coherence of every class on its own.</summary>
internal static class ClassMeasurement
{
    /// <summary>A row for each class, from whatever observes one.</summary>
    public static JsonArray Measure(Dataset data, IReadOnlyList<int> classes, Func<Dataset, IEnumerable<Metric>> observe)
    {
        JsonArray rows = [];
        foreach (int k in classes)
        {
            int[] members = [.. Enumerable.Range(0, data.Count).Where(i => data.Labels[i] == k)];
            rows.Add(Row(k, data.ClassNames[k], members.Length, observe(Subset.Select(data, members))));
        }

        return rows;
    }

    /// <summary>What is observed of a class.</summary>
    public static MeasurementPlan Plan() => new(new MeanLoss(), new MCoherence());

    /// <summary>One row: the number of the class, its name where it has one, its examples and its metrics.</summary>
    public static JsonObject Row(int number, string? name, int examples, IEnumerable<Metric> metrics)
    {
        JsonObject row = new() { ["class"] = number };
        if (name is not null && name != number.ToString(CultureInfo.InvariantCulture)) row["name"] = name;
        row[MeasureKeys.Examples] = examples;
        foreach (Metric metric in metrics.Where(m => !MeasureDocument.IsOfLayer(m))) MeasureDocument.Add(row, metric);
        return row;
    }
}
