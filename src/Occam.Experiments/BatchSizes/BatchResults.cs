using Occam.Experiments.Judging;
using Occam.Numerics.Statistics;

namespace Occam.Experiments.BatchSizes;

/// <summary>Test accuracies at one learning rate, number of examples and momentum, for every batch size.</summary>
internal sealed class BatchResults
{
    /// <summary>With fewer repetitions their spread is not known well enough for an interval of its own.</summary>
    public const int FewestForSpread = 3;

    private readonly double[][] _right;
    private readonly double[][] _accuracies;

    private BatchResults(BatchPoint point, int[] batches, double[][] accuracies, double[][] right) => (Point, Batches, _accuracies, _right) = (point, batches, accuracies, right);

    /// <summary>ε, m and N.</summary>
    public BatchPoint Point { get; }

    /// <summary>B, ascending.</summary>
    public int[] Batches { get; }

    /// <summary>The mean test accuracy over the repetitions, by batch size; chance where a training diverged.</summary>
    public double[] Means => [.. _accuracies.Select(a => a.Average())];

    /// <summary>Where the largest mean is, the first of equals.</summary>
    public int Best => Array.IndexOf(Means, Means.Max());

    /// <summary>Whether the best batch size lies between two others that were tried.</summary>
    public bool IsInner => Best > 0 && Best < Batches.Length - 1;

    /// <summary>How many trainings did not end with a finite loss, by batch size.</summary>
    public required int[] Diverged { get; init; }

    /// <summary>What the run recorded.</summary>
    public static BatchResults Of(RunRecord record, BatchGrid grid, BatchPoint point)
    {
        int[] batches = [.. grid.Feasible(point)];
        double chance = 1.0 / record.Laboratory.Data.ClassCount;
        double[][] ends = [.. batches.Select(b => Repetitions(grid, point, b).Select(p => record.Result(p.Name, BatchTraining.TestAccuracy)[^1]).ToArray())];
        double[][] right =
        [
            .. batches.Select(b => Mean([.. Repetitions(grid, point, b).Select(p => record.Result(p.Name, BatchTraining.Right))])),
        ];
        return new BatchResults(point, batches, [.. ends.Select(e => e.Select(a => double.IsFinite(a) ? a : chance).ToArray())], right)
        {
            Diverged = [.. ends.Select(e => e.Count(a => !double.IsFinite(a)))],
        };
    }

    /// <summary>The trainings of one batch size.</summary>
    public static IEnumerable<BatchPoint> Repetitions(BatchGrid grid, BatchPoint point, int batch) =>
        Enumerable.Range(1, grid.Repetitions).Select(r => point with { Batch = batch, Repetition = r });

    /// <summary>Where the interval comes from.</summary>
    public string IntervalNote => _accuracies[0].Length < FewestForSpread
        ? $"With {_accuracies[0].Length} repetition(s) the interval covers the choice of test examples, pair by pair, not the seeds."
        : "The interval is the wider of that over repetitions and that over test examples.";

    /// <summary>Mean accuracy at batch a less that at batch b, with an interval that holds for so many comparisons at once (Bonferroni).</summary>
    public (double Value, double Low, double High) Difference(int a, int b, int comparisons)
    {
        double value = Means[a] - Means[b], tail = 1 - (0.025 / comparisons);
        double half = NormalDistribution.Quantile(tail) * StandardError([.. _right[a].Zip(_right[b], (x, y) => x - y)]);
        int repetitions = _accuracies[a].Length;
        if (repetitions >= FewestForSpread)
            half = Math.Max(half, StudentDistribution.Quantile(tail, repetitions - 1) * StandardError([.. _accuracies[a].Zip(_accuracies[b], (x, y) => x - y)]));
        return (value, value - half, value + half);
    }

    /// <summary>
    /// The batch sizes that may be the best one: from the next smaller to the next larger that was tried, and as far as accuracies reach that are
    /// not below the best one's by more than their interval. Null where that reaches an end of what was tried without being told apart from it.
    /// </summary>
    public (int Low, int High)? Range
    {
        get
        {
            if (!IsInner) return null;
            int[] tied = [.. Enumerable.Range(0, Batches.Length).Where(b => b == Best || !(Difference(Best, b, Batches.Length - 1).Low > 0))];
            if (tied[0] == 0 || tied[^1] == Batches.Length - 1) return null;
            return (Batches[Math.Min(tied[0], Best - 1)], Batches[Math.Max(tied[^1], Best + 1)]);
        }
    }

    private static double[] Mean(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(n => rows.Average(r => r[n]))];

    /// <summary>Two identical sets of answers still do not prove that other examples would be answered alike: one example more that differs.</summary>
    private static double StandardError(double[] differences)
    {
        int n = differences.Length;
        double mean = differences.Average(), squares = differences.Sum(d => (d - mean) * (d - mean));
        return Math.Sqrt(Math.Max(squares, n > 100 ? 1 : 0) / (n - 1) / n);
    }
}
