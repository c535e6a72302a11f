using Occam.Records;

namespace Occam.Experiments.Judging;

/// <summary>The observations of one training, in the order of their steps.</summary>
public sealed class Curve(IReadOnlyList<Observation> observations)
{
    /// <summary>Steps taken before each observation.</summary>
    public double[] Steps { get; } = [.. observations.Select(o => (double)o.Step)];

    /// <summary>The names of every metric that was recorded.</summary>
    public IReadOnlyList<string> Names { get; } = [.. observations.SelectMany(o => o.Values.Keys).Distinct()];

    /// <summary>One metric at every observation; NaN where it was not recorded.</summary>
    public double[] Values(string metric) => [.. observations.Select(o => o.Values.GetValueOrDefault(metric, double.NaN))];

    /// <summary>One metric at the last observation.</summary>
    public double Last(string metric) => observations[^1].Values.GetValueOrDefault(metric, double.NaN);

    /// <summary>The largest value of a metric.</summary>
    public double Largest(string metric) => observations.Max(o => o.Values.GetValueOrDefault(metric, double.NaN));

    /// <summary>
    /// The first crossing of a level from below, after a step: the observations on either side and how far between them it lies (0 to 1).
    /// Null where the level was reached before, or never.
    /// </summary>
    public Crossing? FirstCrossing(string metric, double level, long afterStep)
    {
        double[] values = Values(metric);
        for (int i = 1; i < values.Length; i++)
        {
            if (!(values[i] >= level)) continue;
            if (values[i - 1] >= level || Steps[i - 1] < afterStep) return null;
            return new Crossing(i - 1, i, (level - values[i - 1]) / (values[i] - values[i - 1]));
        }

        return null;
    }
}
