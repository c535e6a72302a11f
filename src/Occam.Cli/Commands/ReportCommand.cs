using System.CommandLine;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Reports;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam report RUN: writes the report anew, or prints it as text.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        Command command = new("report", "Write a run's report anew, or print it as text.");
        Argument<string> run = new("run") { Description = "the folder of a finished run" };
        Option<bool> text = new("--text") { Description = "print instead of writing report.html" };
        Option<string> language = new("--lang") { Description = "language of the report's own words: en or zh", DefaultValueFactory = _ => "en" };
        command.Add(run);
        command.Add(text);
        command.Add(language);
        command.SetAction(parsed =>
        {
            ReportLanguage words = Language(parsed.GetValue(language)!);
            RunFolder folder = FinishedFolder.Open(parsed.GetValue(run)!);
            if (parsed.GetValue(text))
            {
                TextReport.Write(folder, Console.Out, Console.IsOutputRedirected ? 100 : Math.Max(40, AnsiConsole.Profile.Width), words);
                return 0;
            }

            HtmlReport.Write(folder, words);
            AnsiConsole.WriteLine(folder.ReportPath);
            return 0;
        });
        return command;
    }

    private static ReportLanguage Language(string name) => name switch
    {
        "en" => ReportLanguage.English,
        "zh" => ReportLanguage.Chinese,
        _ => throw new InputException("--lang", "en or zh", $"'{name}'", "Choose one of these."),
    };
}
