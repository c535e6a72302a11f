using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Formats.Files;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam measure MODEL.onnx --data BATCH.npz: the first-order measures of a person's own model.</summary>
internal static class MeasureCommand
{
    private const string DefaultMemory = "4GB";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static Command Create()
    {
        Command command = new("measure", "Measure a trained model (ONNX, as PyTorch exports it) on your data: loss, coherence, noise scale, regret, tangent kernel.");
        Argument<string> model = new("model") { Description = "an ONNX file" };
        Option<string> data = new("--data") { Description = "an .npz with x [n, …] and y [n]", Required = true };
        Option<string> loss = new("--loss") { Description = "cross-entropy or mse", DefaultValueFactory = _ => "cross-entropy" };
        Option<int?> batch = new("--batch-size") { Description = "examples of a minibatch, for batch_cosine and gradient_regret" };
        Option<string> layout = new("--layout") { Description = "nchw or nhwc", DefaultValueFactory = _ => "nchw" };
        Option<string> memory = new("--memory") { Description = "the most memory for chunks, for example 4GB", DefaultValueFactory = _ => DefaultMemory };
        Option<string?> folder = new("--out") { Description = "also write measures.json to this folder" };
        Option<bool> json = new("--json") { Description = "print measures.json, and nothing else, on standard output" };
        command.Add(model);
        foreach (Option option in (Option[])[data, loss, batch, layout, memory, folder, json]) command.Add(option);
        command.SetAction(parsed =>
        {
            MeasureRequest request = new(
                parsed.GetValue(model)!, parsed.GetValue(data)!, Choice("--loss", parsed.GetValue(loss)!, "cross-entropy", "mse"), parsed.GetValue(batch),
                Bytes(parsed.GetValue(memory)!), Choice("--layout", parsed.GetValue(layout)!, "nchw", "nhwc") == "nhwc");
            return Measure(request, parsed.GetValue(folder), parsed.GetValue(json));
        });
        return command;
    }

    private static int Measure(MeasureRequest request, string? folder, bool json)
    {
        using Workers workers = new(Environment.ProcessorCount);
        JsonObject result = ModelMeasurement.Measure(request, workers);
        string document = result.ToJsonString(Indented) + "\n";
        if (folder is not null) AtomicFile.WriteText(Path.Combine(folder, "measures.json"), document);
        if (json) Console.Out.Write(document);
        else Show(result);
        return 0;
    }

    private static void Show(JsonObject result)
    {
        Table table = new Table().RoundedBorder().AddColumn("measure").AddColumn(new TableColumn("value").RightAligned()).AddColumn(new TableColumn("± error").RightAligned());
        foreach ((string key, JsonNode? value) in result)
        {
            if (value is JsonArray || key.EndsWith("_error", StringComparison.Ordinal) || key.EndsWith("_reason", StringComparison.Ordinal)) continue;
            string text = value is null ? result[$"{key}_reason"]?.GetValue<string>() ?? "undefined" : Number(value);
            table.AddRow(new Text(key), new Text(text), new Text(result[$"{key}_error"] is { } error ? Number(error) : ""));
        }

        AnsiConsole.Write(table);
        foreach (JsonNode? note in result["notes"]!.AsArray()) AnsiConsole.WriteLine($"Note: {note}");
        AnsiConsole.WriteLine("--json gives the norms of every example and the tangent kernel too.");
    }

    private static string Number(JsonNode value) => value.AsValue().TryGetValue(out double number)
        ? number.ToString("G6", CultureInfo.InvariantCulture)
        : value.ToString();

    private static string Choice(string option, string value, params ReadOnlySpan<string> words)
    {
        if (words.Contains(value)) return value;
        string[] known = words.ToArray();
        throw new InputException(option, string.Join(" or ", known), $"'{value}'", NearestName.Hint(value, known));
    }

    private static long Bytes(string text)
    {
        string digits = text.TrimEnd('B', 'b', 'G', 'g', 'M', 'm', 'K', 'k');
        int shift = text[digits.Length..].ToUpperInvariant() switch { "" or "B" => 0, "KB" or "K" => 10, "MB" or "M" => 20, "GB" or "G" => 30, _ => -1 };
        if (shift >= 0 && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && amount > 0 && amount < 1e6)
            return (long)(amount * (1L << shift));
        throw new InputException("--memory", "a size such as 500MB or 4GB", $"'{text}'", "Write for example --memory 4GB.");
    }
}
