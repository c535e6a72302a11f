using Occam.Data.Downloads;
using Spectre.Console;

namespace Occam.Cli.Live;

/// <summary>A download on the terminal.</summary>
internal static class DownloadView
{
    public static string Show(Func<IProgress<DownloadProgress>, Task<string>> download)
    {
        if (Console.IsOutputRedirected) return download(new Reports(_ => { })).GetAwaiter().GetResult();
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                Dictionary<int, ProgressTask> tasks = [];
                return download(new Reports(progress => Update(context, tasks, progress))).GetAwaiter().GetResult();
            });
    }

    private static void Update(ProgressContext context, Dictionary<int, ProgressTask> tasks, DownloadProgress progress)
    {
        if (!tasks.TryGetValue(progress.FileIndex, out ProgressTask? task))
            tasks[progress.FileIndex] = task = context.AddTask(Markup.Escape($"{progress.File} ({progress.FileIndex + 1}/{progress.FileCount})"), autoStart: true);
        task.IsIndeterminate = progress.Total is null;
        if (progress.Total is { } total) task.MaxValue = total;
        task.Value = progress.Done;
    }

    /// <summary>Reports on the caller's thread, in order, which the framework's own progress class does not promise.</summary>
    private sealed class Reports(Action<DownloadProgress> act) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => act(value);
    }
}
