using System.CommandLine;
using Occam.Cli.Live;
using Occam.Experiments.Running;
using Occam.Numerics.Threading;
using Occam.Records;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam verify RUN: repeats a run in a temporary folder and compares bits.</summary>
internal static class VerifyCommand
{
    public static Command Create(Interruption interruption)
    {
        Command command = new("verify", "Repeat a run from its specification and compare every recorded bit.");
        Argument<string> run = new("run") { Description = "the folder of a finished run" };
        Option<string?> threads = ThreadsOption.Create();
        command.Add(run);
        command.Add(threads);
        command.SetAction(parsed => Verify(parsed.GetValue(run)!, ThreadsOption.Count(parsed.GetValue(threads)), interruption));
        return command;
    }

    private static int Verify(string path, int threads, Interruption interruption)
    {
        RunFolder original = FinishedFolder.Open(path);
        Findings stated = original.ReadFindings();
        string temporary = Directory.CreateTempSubdirectory("occam-verify-").FullName;
        try
        {
            PreparedRun prepared = RunPreparation.Prepare(StoredRequest.Of(original, temporary));
            ExperimentRun repetition = ExperimentRun.Open(prepared);
            using (Workers workers = new(threads)) repetition.Execute(workers, new PlainProgress(TimeProvider.System), interruption.Token);
            return Compare(original, stated, repetition.Folder);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static int Compare(RunFolder original, Findings stated, RunFolder repetition)
    {
        List<string> different = [];
        foreach (string file in RunDigest.Files(original.FolderPath).Union(RunDigest.Files(repetition.FolderPath)).Order(StringComparer.Ordinal))
        {
            Note(file, RunDigest.Equal(Path.Combine(original.FolderPath, file), Path.Combine(repetition.FolderPath, file)));
        }

        Note("findings.json", RunDigest.Equal(stated, repetition.ReadFindings()));
        if (different.Count == 0)
        {
            AnsiConsole.WriteLine("Every recorded bit is the same.");
            return 0;
        }

        Paragraph.Write(
            Terminals.Error, "", 0, $"Different: {string.Join(", ", different)}. The run was made by another version of Occam, its data or its model's file changed since, or its folder was changed.", "red");
        return Failures.Contradicted;

        void Note(string file, bool same)
        {
            AnsiConsole.MarkupLine($"{(same ? "[green]same[/]     " : "[red]different[/]")} {Markup.Escape(file)}");
            if (!same) different.Add(file);
        }
    }
}
