namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>A ratio and its interval.</summary>
internal readonly record struct RatioInterval(double Ratio, double Low, double High)
{
    /// <summary>The smallest of several ratios: it is at least the smallest lower end and at most the smallest upper end.</summary>
    public static RatioInterval Smallest(IReadOnlyList<RatioInterval> all) => new(all.Min(r => r.Ratio), all.Min(r => r.Low), all.Min(r => r.High));
}
