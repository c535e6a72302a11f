using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>
/// When to stop, from training data alone: at the first observation after the transient at which m-coherence is at most half of the largest value
/// seen since the transient.
/// </summary>
internal static class EarlyStopping
{
    /// <summary>The observation at which the rule stops, or null where it never does.</summary>
    public static int? Observation(Curve curve)
    {
        double[] values = curve.Values(MetricNames.MCoherence);
        double largest = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (curve.Steps[i] <= CoherenceShape.Transient) continue;
            if (values[i] <= largest / 2) return i;
            if (values[i] > largest) largest = values[i];
        }

        return null;
    }

    /// <summary>The trainings on labels of which a part is corrupted.</summary>
    public static IEnumerable<TrialPlan> Partly(RunRecord levels) => levels.Trials.Where(t => t.Series is not (Corruptions.TrueSeries or Corruptions.RandomSeries));
}
