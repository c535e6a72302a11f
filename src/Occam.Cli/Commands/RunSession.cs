using System.Reflection;
using Occam.Cli.Live;
using Occam.Experiments.Running;
using Occam.Numerics.Threading;
using Occam.Records;
using Occam.Reports;

namespace Occam.Cli.Commands;

/// <summary>One run from request to report, with something to watch meanwhile.</summary>
internal static class RunSession
{
    private const int NoteIndent = 6;

    public static int Execute(RunRequest request, int threads, bool json, Interruption interruption)
    {
        PreparedRun prepared = RunPreparation.Prepare(request);
        ExperimentRun run = ExperimentRun.Open(prepared);
        if (run.State != RunState.Finished)
            run.Folder.WriteEnvironment(EnvironmentInfo.Gather(Assembly.GetExecutingAssembly(), CommandText.Of(request), threads));
        foreach (string note in prepared.Shared?.Network.Notes ?? []) Paragraph.Write(Terminals.Error, "Note:", NoteIndent, note);
        interruption.Continuation = CommandText.Resume(run.Folder);
        Findings findings;
        using (Workers workers = new(threads))
            findings = Watch(run, prepared, workers, json, interruption.Token);
        HtmlReport.Write(run.Folder);
        if (json) Console.Out.Write(findings.ToJson());
        else ClosingTable.Show(run, findings);
        return findings.Count(Verdict.Contradicted) > 0 ? Failures.Contradicted : 0;
    }

    private static Findings Watch(ExperimentRun run, PreparedRun prepared, Workers workers, bool json, CancellationToken cancellation)
    {
        if (json || Console.IsOutputRedirected || Console.IsErrorRedirected) return run.Execute(workers, new PlainProgress(TimeProvider.System), cancellation);
        return LiveView.Show(prepared, progress => run.Execute(workers, progress, cancellation));
    }
}
