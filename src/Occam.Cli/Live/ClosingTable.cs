using System.Globalization;
using Occam.Cli.Commands;
using Occam.Experiments.Running;
using Occam.Records;
using Occam.Reports;
using Spectre.Console;

namespace Occam.Cli.Live;

/// <summary>What a person sees when a run has ended: the claims, judged, published numbers beside measured ones, and where the report is.</summary>
internal static class ClosingTable
{
    public static void Show(ExperimentRun run, Findings findings)
    {
        if (run.State == RunState.Finished) AnsiConsole.MarkupLine("[grey]This run was finished before; nothing was computed again.[/]");
        Table table = new Table().RoundedBorder().AddColumn("verdict").AddColumn("claim").AddColumn(new TableColumn("measured").RightAligned()).AddColumn("interval");
        foreach (Claim claim in findings.Claims)
        {
            string text = Markup.Escape(claim.Statement) + (claim.Note is { } note ? $"\n[grey]{Markup.Escape(note)}[/]" : "");
            table.AddRow(new Markup(Badge(claim.Verdict)), new Markup(text), new Text(Number(claim.Measured)), new Text(Interval(claim)));
        }

        AnsiConsole.Write(table);
        // Written past the console's own wrapping, which would break the lines of a table.
        TextReport.WritePublished(findings.Published, AnsiConsole.Profile.Out.Writer, AnsiConsole.Profile.Width);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{findings.DurationSeconds:0} s. Report: {Path.GetFullPath(run.Folder.ReportPath)}"));
        AnsiConsole.WriteLine($"Check it bit by bit: {CommandText.Verify(run.Folder)}");
    }

    private static string Badge(Verdict verdict) => verdict switch
    {
        Verdict.Held => "[green]✓ held[/]",
        Verdict.Contradicted => "[red]✗ contradicted[/]",
        _ => "[yellow]? undecided[/]",
    };

    private static string Interval(Claim claim) => claim.Low is null && claim.High is null ? "" : $"{Number(claim.Low)} … {Number(claim.High)}";

    /// <summary>Three decimals, or two digits of what is less than one thousandth.</summary>
    private static string Number(double? value) => value switch
    {
        null => "–",
        { } number when number != 0 && Math.Abs(number) < 0.001 => number.ToString("0.#e-0", CultureInfo.InvariantCulture),
        { } number => number.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
