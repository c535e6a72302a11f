using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Records;

namespace Occam.Experiments.EasyAndHard;

/// <summary>The tables of <see cref="EasyHardExperiment"/>, and the paper's number beside its own.</summary>
internal static class EasyHardTables
{
    /// <summary>A metric of a group of examples at the end of every short training.</summary>
    public static double[] Of(RunRecord record, string group, string metric) => record.Result(EasyHardCoherence.Name, EasyHardCoherence.ResultOf(group, metric));

    /// <summary>Steps to accuracies, by group, beside those of the trainings on true and on random labels.</summary>
    public static ResultTable Learning(RunRecord record)
    {
        Curve mixed = record[record.Trial(EasyHardExperiment.CorruptedSeries)];
        (string Name, Curve Curve, string Metric)[] rows =
        [
            ("all labels true", record[record.Trial(Corruptions.TrueSeries)], MetricNames.TrainAccuracy),
            ("pristine, among corrupted ones", mixed, EasyHardClaims.AccuracyOf(EasyHardExperiment.Pristine)),
            ("corrupt, among pristine ones", mixed, EasyHardClaims.AccuracyOf(EasyHardExperiment.Corrupt)),
            ("all labels random", record[record.Trial(Corruptions.RandomSeries)], MetricNames.TrainAccuracy),
        ];
        return new ResultTable(
            "learning", "Steps until examples are learnt", ["examples", "to 30 %", "to 50 %", "to 70 %", "to 90 %"],
            [.. rows.Select(row => (IReadOnlyList<Cell>)[row.Name, .. EasyHardClaims.Levels.Select(level => Steps(row.Curve, row.Metric, level))])]);
    }

    /// <summary>Coherence within the easy and within the hard examples.</summary>
    public static ResultTable Coherence(RunRecord record)
    {
        double[] sizes = record.Result(EasyHardCoherence.Name, EasyHardCoherence.Sizes);
        List<IReadOnlyList<Cell>> rows = [];
        for (int i = 0; i < EasyHardCoherence.Epochs.Count; i++)
            rows.AddRange([Row(record, "easy", sizes[0], i), Row(record, "hard", sizes[1], i)]);
        return new ResultTable(
            "easy-and-hard", "Agreement among easy and among hard examples", ["epochs", "group", "examples", "accuracy", "coherence without the diagonal", "± error", "m-coherence"], rows);
    }

    /// <summary>The share of the pristine examples that the paper quotes.</summary>
    public static IReadOnlyList<PublishedNumber> Published(RunRecord record)
    {
        Curve mixed = record[record.Trial(EasyHardExperiment.CorruptedSeries)];
        double[] accuracies = mixed.Values(EasyHardClaims.AccuracyOf(EasyHardExperiment.Pristine));
        int end = Array.FindIndex(accuracies, a => a >= 0.5);
        double? measured = end > 0 ? ShareClaims.Mean(mixed, ShareClaims.Share, 0, end) : null;
        return
        [
            new PublishedNumber(
                "share-pristine-early", "Chatterjee 2020, arXiv 2002.10657: share of pristine examples in the gradient early in training, 50 % noise", 0.7, measured, measured / 0.7, false,
                "From reading notes of the paper, which has all of MNIST, 2,048 hidden units, and the gradient of each minibatch; here that of all measured examples."),
        ];
    }

    private static double? Steps(Curve curve, string metric, double level) =>
        curve.FirstCrossing(metric, level, 0) is { } crossing ? Math.Round(crossing.Of(curve.Steps), 1) : null;

    private static IReadOnlyList<Cell> Row(RunRecord record, string group, double size, int place) =>
    [
        EasyHardCoherence.Epochs[place], group, size, At(record, group, MeanLoss.Accuracy, place), At(record, group, MCoherence.OffDiagonal, place),
        At(record, group, MCoherence.OffDiagonal + "_error", place), At(record, group, MCoherence.Name, place),
    ];

    private static double? At(RunRecord record, string group, string metric, int place) => Of(record, group, metric)[place] is var value && double.IsFinite(value) ? value : null;
}
