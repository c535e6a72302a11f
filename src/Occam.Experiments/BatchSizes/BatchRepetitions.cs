using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Numerics.Threading;
using Occam.Training;

namespace Occam.Experiments.BatchSizes;

/// <summary>
/// The repetitions of one batch size as a computation: hundreds of them fit into a run, and an interruption costs one of them. Repetitions take as long as
/// each other and know nothing of each other, so they run side by side, which wastes nothing where the products of a small batch are too small to share.
/// </summary>
internal sealed class BatchRepetitions(ComputationSite site, IReadOnlyList<BatchPoint> points, TrainingSettings settings, Func<int, Dataset> train)
{
    private readonly Lock _reporting = new();
    private readonly long[] _steps = new long[points.Count];

    /// <summary>The computation; its results are those of every repetition, under the repetition's own name.</summary>
    /// <param name="points">Trainings that differ in their repetition alone.</param>
    /// <param name="settings">What all trainings share.</param>
    /// <param name="train">The training set of a size.</param>
    public static Computation Computation(IReadOnlyList<BatchPoint> points, TrainingSettings settings, Func<int, Dataset> train) =>
        new(points[0].Together, [.. points.SelectMany(p => BatchTraining.Results.Select(result => Name(p, result)))], site => new BatchRepetitions(site, points, settings, train).Compute());

    private NamedArray[] Compute()
    {
        int side = Math.Min(points.Count, site.Workers.Count);
        NamedArray[][] results = new NamedArray[points.Count][];
        for (int first = 0; first < points.Count; first += side)
        {
            int count = Math.Min(side, points.Count - first);
            if (count == 1) results[first] = Train(first, site.Workers);
            else SideBySide(results, first, count);
        }

        return [.. results.SelectMany(r => r)];
    }

    private void SideBySide(NamedArray[][] results, int first, int count)
    {
        Task[] lanes =
        [
            .. Enumerable.Range(first, count).Select(i => Task.Factory.StartNew(
                () =>
                {
                    using Workers workers = new(site.Workers.Count / count);
                    results[i] = Train(i, workers);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];

        // Awaiting throws what a lane threw, and not a collection of it.
        Task.WhenAll(lanes).GetAwaiter().GetResult();
    }

    private NamedArray[] Train(int index, Workers workers) =>
        [.. new BatchTraining(site.Laboratory, workers, points[index], settings, train, done => Report(index, done)).Compute().Select(r => r with { Name = Name(points[index], r.Name) })];

    /// <summary>One at a time, for whoever is told need not be prepared for several.</summary>
    private void Report(int index, long done)
    {
        lock (_reporting)
        {
            _steps[index] = done;
            site.Report(_steps.Sum(), settings.Steps * _steps.Length);
        }
    }

    private static string Name(BatchPoint point, string result) => $"{point.Repetition}-{result}";
}
