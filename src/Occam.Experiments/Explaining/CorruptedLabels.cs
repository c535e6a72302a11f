using Occam.Data.Datasets;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Numerics.Statistics;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Explaining;

/// <summary>
/// Finding corrupted labels by watching a training: each score ranks the examples without knowing which labels were corrupted. How well it does
/// is said by its average precision, and by precision and recall above the threshold that splits its values best in two (Otsu).
/// </summary>
internal sealed class CorruptedLabels
{
    private readonly RunRecord _record;
    private readonly TrialPlan _trial;
    private readonly bool[] _corrupted;

    public CorruptedLabels(RunRecord record, TrialPlan trial)
    {
        (_record, _trial) = (record, trial);
        Dataset truth = record.Laboratory.Data.Train;
        _corrupted = [.. record.Laboratory.ProbeOf(trial.Train).Select(i => trial.Train.Labels[i] != truth.Labels[i])];
    }

    /// <summary>The fraction of the watched examples whose label really differs from the true one.</summary>
    public double Rate => _corrupted.Count(c => c) / (double)_corrupted.Length;

    /// <summary>Average precision of the mean loss, with its interval.</summary>
    public (double Value, double Low, double High) AveragePrecision() => AveragePrecision(Scores(HistoryWatch.MeanLoss));

    public ResultTable Table() => new(
        "corrupted-labels", $"Finding the corrupted labels ({_trial.Series}: {Rate:P1} of the labels are wrong)",
        ["score", "average precision", "low", "high", "precision", "recall"],
        [
            Row("mean loss over the observations", HistoryWatch.MeanLoss),
            Row("mean output error (EL2N)", HistoryWatch.MeanOutputError),
            Row("late learning", HistoryWatch.LearningTime),
            Row("forgetting events", HistoryWatch.Forgetting),
            Row("gradient norm at the end", HistoryWatch.Norms),
        ]);

    private IReadOnlyList<Cell> Row(string label, string array)
    {
        double[] scores = Scores(array);
        (double value, double low, double high) = AveragePrecision(scores);
        (double precision, double recall) = Ranking.Above(OtsuThreshold.Of(scores), scores, _corrupted);
        return [label, Finite(value), Finite(low), Finite(high), Finite(precision), Finite(recall)];
    }

    /// <summary>An example that was wrong at the end was learnt later than all others.</summary>
    private double[] Scores(string array)
    {
        double[] values = _record.Array(_trial, array);
        double latest = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return [.. values.Select(v => double.IsFinite(v) ? v : latest + 1)];
    }

    private (double Value, double Low, double High) AveragePrecision(double[] scores)
    {
        (double low, double high) = Bootstrap.Interval(
            scores.Length, indices => Ranking.AveragePrecision([.. indices.Select(i => scores[i])], [.. indices.Select(i => _corrupted[i])]),
            _record.Laboratory.Seed.Derive("bootstrap"));
        return (Ranking.AveragePrecision(scores, _corrupted), low, high);
    }
}
