using System.CommandLine;
using Occam.Experiments;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam experiments: what can be run, its papers, its claims, its settings.</summary>
internal static class ExperimentsCommand
{
    private const int Indent = 12;

    public static Command Create()
    {
        Command command = new("experiments", "What can be run, its papers, its claims and its settings.");
        Argument<string?> name = new("experiment") { Description = "show one with all its settings", Arity = ArgumentArity.ZeroOrOne };
        command.Add(name);
        command.SetAction(parsed => Show(parsed.GetValue(name)));
        return command;
    }

    private static int Show(string? name)
    {
        IReadOnlyList<IExperiment> shown = name is null ? ExperimentCatalog.All : [ExperimentCatalog.Find(name)];
        foreach (IExperiment experiment in shown)
        {
            ShowQuestion(experiment, whole: name is not null);
            if (name is not null) ShowSettings(experiment);
            AnsiConsole.WriteLine();
        }

        if (name is null) Paragraph.Write(AnsiConsole.Console, "", 0, "'occam experiments NAME' shows what is expected in one, and its settings; 'occam run NAME key=value …' runs it.");
        return 0;
    }

    private static void ShowQuestion(IExperiment experiment, bool whole)
    {
        IAnsiConsole console = AnsiConsole.Console;
        AnsiConsole.MarkupLine($"[bold blue]{experiment.Id}[/]");
        Paragraph.Write(console, "  question", Indent, experiment.About.Question);
        foreach (string source in experiment.About.Sources) Paragraph.Write(console, "  source", Indent, source, "grey");
        foreach (ClaimInfo claim in experiment.Claims)
        {
            Paragraph.Write(console, "  [green]claim[/]", Indent, claim.Statement);
            if (whole) Paragraph.Write(console, "", Indent, $"expected: {claim.Expected}", "grey");
        }
    }

    private static void ShowSettings(IExperiment experiment)
    {
        Table table = new Table().RoundedBorder().AddColumns("key", "smoke", "standard", "full", "what it decides");
        foreach (SettingInfo info in experiment.Settings)
            table.AddRow([.. new[] { info.Key, info.Smoke, info.Standard, info.Full, info.Help }.Select(t => new Text(t))]);
        AnsiConsole.Write(table);
    }
}
