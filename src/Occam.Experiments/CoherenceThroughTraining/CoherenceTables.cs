using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>The tables of <see cref="CoherenceExperiment"/>, and the paper's numbers beside its own.</summary>
internal static class CoherenceTables
{
    private const string Paper = "Chatterjee & Zielinski 2020, arXiv 2008.01217";

    /// <summary>Start, transient, peak and end of every training.</summary>
    public static ResultTable Shapes(RunRecord levels) => new(
        "shapes", "m-coherence through training (examples)",
        ["labels", "at step 0", "smallest in steps 1 to 25", "peak after step 25", "step of the peak", "training accuracy there", "at the end"],
        [.. levels.Trials.Select(trial => ShapeRow(levels, trial))]);

    /// <summary>Test accuracy where the rule stops, beside the best and the last one.</summary>
    public static ResultTable Stopping(RunRecord levels) => new(
        "early-stopping", "Stopping where m-coherence has halved since its peak",
        ["labels", "step", "test accuracy there", "best test accuracy", "its step", "test accuracy at the end"],
        [.. EarlyStopping.Partly(levels).Where(t => t.Test is not null).Select(trial => StoppingRow(levels, trial))]);

    /// <summary>The orders of magnitude that the paper gives for ImageNet.</summary>
    public static IReadOnlyList<PublishedNumber> Published(RunRecord levels)
    {
        string sample = $"An order of magnitude in the text, for ResNet-18 on ImageNet with 40,356 examples measured; here {levels.Laboratory.Probe:N0} examples of another task.";
        return
        [
            Peak("peak-true", levels, Corruptions.TrueSeries, 1e4, sample),
            Peak("peak-random", levels, Corruptions.RandomSeries, null, "In the text: between 100 and 1,000, around epochs 40 to 60. " + sample),
        ];
    }

    private static PublishedNumber Peak(string id, RunRecord levels, string series, double? published, string note)
    {
        CoherenceShape? shape = levels.Trials.FirstOrDefault(t => t.Series == series) is { } trial ? new CoherenceShape(levels[trial]) : null;
        return new PublishedNumber(id, Paper + $": peak of m-coherence, {series} labels", published, shape?.At(shape.Peak), null, false, note);
    }

    private static IReadOnlyList<Cell> ShapeRow(RunRecord levels, TrialPlan trial)
    {
        Curve curve = levels[trial];
        CoherenceShape shape = new(curve);
        double? accuracy = shape.Peak is { } peak ? curve.Values(MetricNames.TrainAccuracy)[peak] : null;
        return [trial.Series, shape.At(shape.Start), shape.At(shape.Valley), shape.At(shape.Peak), shape.StepOf(shape.Peak), accuracy, shape.At(shape.End)];
    }

    private static IReadOnlyList<Cell> StoppingRow(RunRecord levels, TrialPlan trial)
    {
        Curve curve = levels[trial];
        double[] test = curve.Values(MetricNames.TestAccuracy);
        int best = Enumerable.Range(0, test.Length).MaxBy(i => test[i]);
        int? stop = EarlyStopping.Observation(curve);
        return [trial.Series, stop is { } i ? curve.Steps[i] : (double?)null, stop is { } j ? test[j] : (double?)null, test[best], curve.Steps[best], test[^1]];
    }
}
