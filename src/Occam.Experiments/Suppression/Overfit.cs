using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Suppression;

/// <summary>
/// The noise-adjusted overfit of Chatterjee 2020, with e the fraction of the measured training labels that really changed, K classes, ta the training and va
/// the test accuracy at the end: ta − [(1 − e)·va + e·(1 − va)/(K − 1)]. The bracket is the training accuracy of a model that treats training
/// examples as it treats test examples; at e = ε(1 − 1/K) it is the paper's ε/K + (1 − ε)·va.
/// </summary>
internal static class Overfit
{
    /// <summary>The overfit, and its standard error from the number of test examples; null without a test set.</summary>
    public static (double Value, double Error)? Of(RunRecord record, TrialPlan trial)
    {
        if (trial.Test is not { } test) return null;
        double train = record[trial].Last(MetricNames.TrainAccuracy), accuracy = record[trial].Last(MetricNames.TestAccuracy);
        double e = Changed(record, trial), others = trial.Train.ClassCount - 1, slope = 1 - e - (e / others);
        double value = train - ((1 - e) * accuracy) - (e * (1 - accuracy) / others);
        return (value, Math.Abs(slope) * Math.Sqrt(accuracy * (1 - accuracy) / test.Count));
    }

    /// <summary>The training accuracy of a model that knows the true labels and no wrong one: 1 − e.</summary>
    public static double ProperAccuracy(RunRecord record, TrialPlan trial) => 1 - Changed(record, trial);

    /// <summary>e among the training examples that are measured.</summary>
    public static double Changed(RunRecord record, TrialPlan trial)
    {
        if (record.Laboratory.Probe >= trial.Train.Count) return trial.EffectiveNoise;
        int[] probe = record.Laboratory.ProbeOf(trial.Train);
        return probe.Count(i => trial.Train.Labels[i] != record.Laboratory.Data.Train.Labels[i]) / (double)probe.Length;
    }
}
