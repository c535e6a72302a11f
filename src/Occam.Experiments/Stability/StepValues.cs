namespace Occam.Experiments.Stability;

/// <summary>Values at every step out of values at milestones: value t is that before step t + 1.</summary>
internal static class StepValues
{
    /// <summary>Linear interpolation between the milestones on either side.</summary>
    public static double[] Interpolated(double[] milestones, double[] values) =>
        Fill(milestones, values, (before, after, fraction) => before + (fraction * (after - before)));

    /// <summary>The larger of the milestones on either side; a milestone's own value at the milestone.</summary>
    public static double[] Larger(double[] milestones, double[] values) =>
        Fill(milestones, values, (before, after, fraction) => fraction == 0 ? before : Math.Max(before, after));

    private static double[] Fill(double[] milestones, double[] values, Func<double, double, double, double> between)
    {
        double[] filled = new double[(int)milestones[^1]];
        for (int m = 1; m < milestones.Length; m++)
        {
            double first = milestones[m - 1], length = milestones[m] - first;
            for (int t = (int)first; t < (int)milestones[m]; t++) filled[t] = between(values[m - 1], values[m], (t - first) / length);
        }

        return filled;
    }
}
