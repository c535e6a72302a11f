using System.CommandLine;
using Occam.Experiments;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam experiments: what can be run, its papers, its claims, its settings.</summary>
internal static class ExperimentsCommand
{
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
            AnsiConsole.MarkupLine($"[bold blue]{experiment.Id}[/]  {Markup.Escape(experiment.About.Question)}");
            foreach (string source in experiment.About.Sources) AnsiConsole.MarkupLine($"  [grey]{Markup.Escape(source)}[/]");
            foreach (ClaimInfo claim in experiment.Claims) AnsiConsole.MarkupLine($"  [green]claim[/] {Markup.Escape(claim.Statement)} [grey]({Markup.Escape(claim.Expected)})[/]");
            if (name is not null) ShowSettings(experiment);
            AnsiConsole.WriteLine();
        }

        if (name is null) AnsiConsole.MarkupLine("'occam experiments NAME' shows the settings of one; 'occam run NAME key=value …' runs it.");
        return 0;
    }

    private static void ShowSettings(IExperiment experiment)
    {
        Table table = new Table().RoundedBorder().AddColumns("key", "smoke", "standard", "full", "what it decides");
        foreach (SettingInfo info in experiment.Settings)
            table.AddRow([.. new[] { info.Key, info.Smoke, info.Standard, info.Full, info.Help }.Select(t => new Text(t))]);
        AnsiConsole.Write(table);
    }
}
