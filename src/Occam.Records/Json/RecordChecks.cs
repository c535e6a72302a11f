using Occam.Formats.Files;

namespace Occam.Records.Json;

/// <summary>What the deserializer does not check by itself.</summary>
internal static class RecordChecks
{
    /// <summary>Refuses null inside lists, and rows that are not as wide as their table.</summary>
    /// <exception cref="FileFormatException">One was found.</exception>
    public static Findings Checked(this Findings findings, string path)
    {
        NoNull(findings.Claims, path, "claims");
        NoNull(findings.Tables, path, "tables");
        NoNull(findings.Figures, path, "figures");
        NoNull(findings.Published, path, "published");
        foreach (ResultTable table in findings.Tables)
        {
            NoNull(table.Columns, path, "columns");
            NoNull(table.Rows, path, "rows");
            if (table.Rows.FirstOrDefault(row => row.Count != table.Columns.Count) is { } row)
                throw RecordFile.Fault(path, $"{table.Columns.Count} cells in each row of table '{table.Id}'", $"{row.Count}");
        }
        return findings;
    }

    private static void NoNull<T>(IReadOnlyList<T> values, string path, string name)
        where T : class
    {
        if (values.Contains(null))
            throw RecordFile.Fault(path, $"no null inside '{name}'", "one");
    }
}
