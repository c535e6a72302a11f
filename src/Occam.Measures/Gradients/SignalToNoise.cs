using System.Collections.Immutable;
using Occam.Measures.Planning;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Gradients;

/// <summary>
/// The gradient's signal-to-noise ratio: the mean over parameters of (mean gradient)² over the variance of the gradient between examples. Source: Liu
/// et al. 2020, "Understanding why neural networks generalize well through GSNR of parameters", arXiv 2001.07384. The error leaves out one
/// of ten groups of consecutive examples at a time.
/// </summary>
public sealed class SignalToNoise : IMeasure
{
    /// <summary>The part of Σ g² below which a scatter is rounding: sums in double over n examples leave about n·2⁻⁵³.</summary>
    private const double Rounding = 1e-12;
    private const string Paper = "Liu et al. 2020, arXiv 2001.07384";

    /// <inheritdoc/>
    public string Id => "gradient-signal-to-noise";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("gradient_signal_to_noise", "1", "mean over parameters of ḡ_p² / Var_p, Var_p = Σ_i (g_ip − ḡ_p)² / (n − 1) > 0", Paper),
        new("gradient_silent_parameters", "parameters", "how many have no variance and are left out", "definition"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.GradientSecondMoment()];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        int n = at.ExampleCount, groups = at.GradientGroupCount, parameters = at.GradientGroup(0).Sums.Length;
        double[] sums = new double[parameters], squares = new double[parameters];
        for (int group = 0; group < groups; group++)
        {
            GradientGroup own = at.GradientGroup(group);
            for (int p = 0; p < parameters; p++)
            {
                sums[p] += own.Sums[p];
                squares[p] += own.Squares[p];
            }
        }

        (double value, int silent) = Mean(n, sums, squares, default);
        double[] withoutOne = new double[groups];
        for (int group = 0; group < groups; group++) (withoutOne[group], _) = Mean(n, sums, squares, at.GradientGroup(group));
        return [new Metric("gradient_signal_to_noise", value, Jackknife.StandardError(withoutOne)), new Metric("gradient_silent_parameters", silent)];
    }

    /// <summary>The mean without one group, which may be empty, and how many parameters have no variance; NaN if all of them.</summary>
    private static (double Mean, int Silent) Mean(int examples, double[] sums, double[] squares, GradientGroup without)
    {
        double n = examples - without.ExampleCount, total = 0;
        int silent = 0;
        for (int p = 0; p < sums.Length; p++)
        {
            double sum = sums[p], square = squares[p];
            if (without.ExampleCount > 0) (sum, square) = (sum - without.Sums[p], square - without.Squares[p]);
            double scatter = square - (sum * sum / n);
            if (scatter > Rounding * squares[p]) total += sum / n * (sum / n) / (scatter / (n - 1));
            else silent++;
        }

        return (total / (sums.Length - silent), silent);
    }
}
