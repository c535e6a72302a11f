using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Published;

/// <summary>When the training loss first falls to a level.</summary>
internal static class LossCrossing
{
    /// <summary>The step, interpolated linearly in the logarithm of the loss; NaN if it stays above.</summary>
    public static double Steps(Curve curve, double level)
    {
        double[] losses = curve.Values(MetricNames.TrainLoss);
        int after = Array.FindIndex(losses, loss => loss <= level);
        if (after <= 0) return after == 0 ? 0 : double.NaN;
        double start = Elementary.Log(losses[after - 1]), end = Elementary.Log(losses[after]);
        return curve.Steps[after - 1] + ((start - Elementary.Log(level)) / (start - end) * (curve.Steps[after] - curve.Steps[after - 1]));
    }
}
