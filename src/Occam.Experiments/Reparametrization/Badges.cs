using Occam.Experiments.Judging;

namespace Occam.Experiments.Reparametrization;

/// <summary>One line a measure: what α-scaling of a pair of layers does to each of its quantities. The measures' pages repeat it.</summary>
internal static class Badges
{
    private static readonly string[] Order = [ScalingResponse.Invariant, ScalingResponse.Power, ScalingResponse.Breaks, ScalingResponse.Undefined];

    /// <summary>The lines, by the measures' ids.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<AuditRow> rows) =>
        rows.GroupBy(row => row.Quantity.Measure).ToDictionary(measure => measure.Key, measure => Line([.. measure]));

    private static string Line(AuditRow[] rows)
    {
        string[] findings = [.. Order.Where(finding => rows.Any(row => row.Finding == finding))];
        return findings is [string only]
            ? $"{only}."
            : string.Join("; ", findings.Select(finding => $"{finding}: {string.Join(", ", rows.Where(row => row.Finding == finding).Select(row => row.Quantity.Name))}")) + ".";
    }
}
