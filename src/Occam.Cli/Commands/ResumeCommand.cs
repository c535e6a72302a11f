using System.CommandLine;
using Occam.Experiments;
using Occam.Experiments.Running;
using Occam.Formats.Files;
using Occam.Records;

namespace Occam.Cli.Commands;

/// <summary>occam resume RUN: goes on with an interrupted run, to the same bits.</summary>
internal static class ResumeCommand
{
    public static Command Create(Interruption interruption)
    {
        Command command = new("resume", "Go on with an interrupted run; its numbers come out as if it had never stopped.");
        Argument<string> run = new("run") { Description = "the run's folder" };
        Option<bool> json = new("--json") { Description = "print findings.json, and nothing else, on standard output" };
        Option<string?> threads = ThreadsOption.Create();
        command.Add(run);
        command.Add(json);
        command.Add(threads);
        command.SetAction(parsed => Resume(parsed.GetValue(run)!, ThreadsOption.Count(parsed.GetValue(threads)), parsed.GetValue(json), interruption));
        return command;
    }

    private static int Resume(string path, int threads, bool json, Interruption interruption)
    {
        RunFolder folder = RunFolder.Open(path);
        RunRequest request = StoredRequest.Of(folder, StoredRequest.Parent(path));
        string expected = RunFolder.NameOf(request.Experiment.Id, RunPreparation.Prepare(request).Spec);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (name != expected)
        {
            throw new FileFormatException(
                $"Resuming '{path}'", $"a folder named {expected}, as its specification and the data that are here demand", $"'{name}'",
                request.Overrides.GetValueOrDefault("model") is { } model && File.Exists(model)
                    ? $"The data or '{model}' changed since, or the folder was renamed: restore them, or start a new run."
                    : request.Experiment is IFreeExperiment ? "The folder was renamed: restore its name, or start a new run."
                    : "The data changed since, or the folder was renamed: restore them, or start a new run.");
        }

        return RunSession.Execute(request, threads, json, interruption);
    }
}
