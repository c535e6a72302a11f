using System.Collections.Immutable;
using Occam.Measures.Planning;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Gradients;

/// <summary>
/// What the sum S = Σ g_i and the norms of n per-example gradients say: how long the mean gradient is, how far the gradients agree, how much
/// they scatter, and the batch size at which scatter and mean are equal. Every error is the delete-one jackknife's.
/// </summary>
public sealed class GradientStatistics : IMeasure
{
    /// <inheritdoc/>
    public string Id => "gradient-statistics";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("gradient_norm", "nats/parameter", "‖ḡ‖", "definition"),
        new("coherence", "1", "‖ḡ‖² / mean ‖g_i‖²", "Chatterjee & Zielinski 2020, arXiv 2008.01217"),
        new("fisher_trace", "nats²/parameter²", "mean ‖g_i‖²", "definition of the empirical Fisher matrix"),
        new("gradient_variance_trace", "nats²/parameter²", "Σ ‖g_i − ḡ‖² / (n − 1)", "definition"),
        new("noise_scale", "examples", "variance / (‖ḡ‖² − variance / n); NaN where the denominator is not positive", "McCandlish et al. 2018, arXiv 1812.06162"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.GradientNorms(), new Need.GradientSum(), new Need.GradientDots()];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        GradientMoments[] withoutOne = new GradientMoments[at.ExampleCount];
        GradientMoments all = GradientMoments.Of(at, withoutOne);
        return
        [
            Metric("gradient_norm", all, withoutOne, m => Math.Sqrt(m.MeanSquared)),
            Metric("coherence", all, withoutOne, m => m.MeanSquared / m.MeanNormSquared),
            Metric("fisher_trace", all, withoutOne, m => m.MeanNormSquared),
            Metric("gradient_variance_trace", all, withoutOne, m => m.Variance),
            Metric("noise_scale", all, withoutOne, m => m.NoiseScale),
        ];
    }

    private static Metric Metric(string name, GradientMoments all, GradientMoments[] withoutOne, Func<GradientMoments, double> statistic) =>
        new(name, statistic(all), withoutOne.Length < 2 ? double.NaN : Jackknife.StandardError([.. withoutOne.Select(statistic)]));
}
