namespace Occam.Experiments.Trials;

/// <summary>The steps at which a training is observed: every few steps through the first 25, where coherence falls fast, then at equal ratios.</summary>
public static class Milestones
{
    private const double Ratio = 1.15;
    private static readonly long[] Transient = [0, 1, 2, 4, 7, 10, 14, 19, 25];

    /// <summary>The milestones of a training, from 0 to its last step.</summary>
    public static IReadOnlyList<long> For(long steps)
    {
        List<long> milestones = [.. Transient.Where(step => step < steps)];
        for (double next = 25 * Ratio; next < steps; next *= Ratio) milestones.Add((long)next);
        milestones.Add(steps);
        return milestones;
    }
}
