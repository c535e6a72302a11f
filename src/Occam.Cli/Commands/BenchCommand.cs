using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Occam.Experiments.Benchmarking;
using Occam.Formats.Files;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Records;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam bench: the speed goals on this machine, beside PyTorch where it is installed.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        Command command = new("bench", "Time the engine, beside PyTorch where it is installed, and print the ratios to the goals.");
        Option<string> rows = new("--rows") { Description = "rows between commas, or all: " + string.Join(", ", BenchmarkCatalog.All.Select(r => r.Id)), DefaultValueFactory = _ => "all" };
        Option<string> threads = new("--threads") { Description = "thread counts between commas", DefaultValueFactory = _ => $"1,{Environment.ProcessorCount}" };
        Option<double> seconds = new("--seconds") { Description = "time for each measurement", DefaultValueFactory = _ => 5 };
        Option<string> python = new("--python") { Description = "a Python that can import torch", DefaultValueFactory = _ => "/usr/bin/python3" };
        Option<string?> markdown = new("--markdown") { Description = "also write the table to this file" };
        foreach (Option option in (Option[])[rows, threads, seconds, python, markdown]) command.Add(option);
        command.SetAction(parsed => Run(
            Chosen(parsed.GetValue(rows)!), Threads(parsed.GetValue(threads)!), Math.Clamp(parsed.GetValue(seconds), 0.1, 600), Peer.Find(parsed.GetValue(python)!),
            parsed.GetValue(markdown)));
        return command;
    }

    private static List<BenchmarkRow> Chosen(string names)
    {
        if (names == "all") return [.. BenchmarkCatalog.All];
        return [.. names.Split(',').Select(name => BenchmarkCatalog.All.FirstOrDefault(r => r.Id == name)
            ?? throw new InputException("--rows", string.Join(", ", BenchmarkCatalog.All.Select(r => r.Id)), $"'{name}'", NearestName.Hint(name, BenchmarkCatalog.All.Select(r => r.Id))))];
    }

    private static List<int> Threads(string text) => [.. text.Split(',').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is > 0 and <= 1024
            ? value
            : throw new InputException("--threads", "numbers from 1 to 1024 between commas", $"'{part}'", "Write for example --threads 1,2.")).Distinct()];

    private static int Run(List<BenchmarkRow> rows, List<int> threads, double seconds, Peer? peer, string? markdown)
    {
        EnvironmentInfo machine = EnvironmentInfo.Gather(Assembly.GetExecutingAssembly(), "occam bench", threads.Max());
        string hardware = $"{machine.Processor}; {string.Join(' ', machine.VectorFeatures)}";
        AnsiConsole.WriteLine($"{hardware}. Times are medians; the minimum is in brackets.");
        if (peer is null) AnsiConsole.WriteLine("PyTorch's programs are not here (benchmarks/peers, from the current folder upwards), so only Occam is timed.");
        Table table = new Table().RoundedBorder().AddColumns("row", "threads", "Occam", "compared with", "ratio", "goal");
        List<string> lines = ["| row | threads | Occam | compared with | ratio | goal |", "|---|---|---|---|---|---|"];
        foreach (BenchmarkRow row in rows)
        {
            foreach (int count in threads)
            {
                using Workers workers = new(count);
                string[] cells = BenchmarkCells.Of(row, count, row.Measure(workers, seconds), row.IsOverhead ? null : peer, seconds);
                table.AddRow([.. cells.Select(c => new Text(c))]);
                lines.Add($"| {string.Join(" | ", cells)} |");
                Console.Error.WriteLine(string.Join("  ", cells));
            }
        }

        AnsiConsole.Write(table);
        if (markdown is not null) AtomicFile.WriteText(markdown, $"{hardware}\n\n{string.Join('\n', lines)}\n");
        return 0;
    }
}
