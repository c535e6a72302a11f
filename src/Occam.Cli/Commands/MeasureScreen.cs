using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>measures.json as tables.</summary>
internal static class MeasureScreen
{
    private const string Error = "_error", Reason = "_reason";

    /// <summary>The lists that are short enough to be read.</summary>
    private static readonly string[] Spectra = ["hessian_top", "hessian_bottom", "fisher_top"];

    public static void Show(JsonObject result)
    {
        Table table = new Table().RoundedBorder().AddColumn("measure").AddColumn(new TableColumn("value").RightAligned()).AddColumn(new TableColumn("± error").RightAligned());
        foreach ((string key, JsonNode? value) in result)
        {
            if (IsBeside(key)) continue;
            if (value is JsonArray values)
            {
                if (Spectra.Contains(key)) table.AddRow(new Text(key), new Text(Lines(values)), new Text(Lines(result[key + Error] as JsonArray)));
                continue;
            }

            table.AddRow(new Text(key), new Text(value is null ? result[key + Reason]?.GetValue<string>() ?? "undefined" : Number(value)), new Text(ErrorOf(result, key)));
        }

        if (table.Rows.Count > 0) AnsiConsole.Write(table);
        Rows(result["per_layer"], "layer");
        Rows(result["per_class"], "class");
        foreach (JsonNode? note in result["notes"]!.AsArray()) Paragraph.Write(AnsiConsole.Console, "Note:", 6, note!.GetValue<string>());
        string[] arrays = [.. result.Where(pair => pair.Value is JsonArray && (pair.Key is "ntk" or "spectral_density" || pair.Key.StartsWith("per_example_", StringComparison.Ordinal))).Select(pair => pair.Key)];
        if (arrays.Length > 0) AnsiConsole.WriteLine($"--json gives {string.Join(", ", arrays)} too.");
    }

    /// <summary>A list of rows as a table of its own; an error stands beside its value.</summary>
    private static void Rows(JsonNode? list, string subject)
    {
        if (list is not JsonArray { Count: > 0 } rows) return;
        string[] keys = [.. rows.SelectMany(row => row!.AsObject().Select(p => p.Key)).Distinct().Where(key => key != subject && !IsBeside(key))];
        Table table = new Table().RoundedBorder().AddColumn(subject);
        foreach (string key in keys) table.AddColumn(new TableColumn(key).RightAligned());
        foreach (JsonObject row in rows.OfType<JsonObject>())
            table.AddRow([new Text(Number(row[subject]!)), .. keys.Select(key => new Text(Cell(row, key)))]);
        AnsiConsole.Write(table);
    }

    private static string Cell(JsonObject row, string key)
    {
        if (row[key] is not { } value) return "–";
        return ErrorOf(row, key) is { Length: > 0 } error ? $"{Number(value)} ± {error}" : Number(value);
    }

    private static string Lines(JsonArray? values) => values is null ? "" : string.Join('\n', values.Select(v => Number(v!)));

    private static bool IsBeside(string key) => key.EndsWith(Error, StringComparison.Ordinal) || key.EndsWith(Reason, StringComparison.Ordinal);

    private static string ErrorOf(JsonObject row, string key) => row[key + Error] is { } error ? Number(error) : "";

    private static string Number(JsonNode value) => value.AsValue().TryGetValue(out double number)
        ? number.ToString("G6", CultureInfo.InvariantCulture)
        : value.ToString();
}
