using System.Collections.Immutable;
using Occam.Measures.Planning;
using Occam.Numerics.Random;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Gradients;

/// <summary>
/// Which part of the gradient of all examples is due to those with intact labels: the share of the loss that a small step along it saves which
/// they pay for, f^p = ⟨g, g^p⟩/⟨g, g⟩ of Chatterjee 2020, arXiv 2002.10657, and the same in worlds in which the designations "pristine" and
/// "corrupt" are permuted among the examples.
/// </summary>
public sealed class GradientShares : IMeasure
{
    /// <summary>How many worlds with permuted designations.</summary>
    public const int NullWorlds = 20;
    private const string Paper = "Chatterjee 2020, arXiv 2002.10657";
    private readonly bool[] _corrupt;
    private readonly Seed _seed;

    /// <summary>Shares for a designation of the observed examples.</summary>
    /// <param name="selected">Of every observed example, whether it was selected for corruption.</param>
    /// <param name="seed">The permutations of the null worlds; the same at every observation.</param>
    public GradientShares(IReadOnlyList<bool> selected, Seed seed) => (_corrupt, _seed) = ([.. selected], seed);

    /// <inheritdoc/>
    public string Id => "gradient-shares";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("gradient_share_pristine", "1", "Σ_{i pristine} ⟨S, g_i⟩ / ‖S‖², S = Σ_i g_i", Paper),
        new("gradient_share_corrupt", "1", "Σ_{i corrupt} ⟨S, g_i⟩ / ‖S‖²", Paper),
        new("gradient_share_null", "1", "the mean of gradient_share_pristine over 20 permutations of the designations", Paper),
        new("gradient_share_null_deviation", "1", "the standard deviation of gradient_share_pristine over these permutations", "definition"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.GradientDots()];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        int n = at.ExampleCount;
        if (_corrupt.Length != n)
            throw new ArgumentException($"Gradient shares: expected a designation for each of {n} examples, got {_corrupt.Length}. Pass those of the observed examples.");
        double[] dots = new double[n];
        for (int layer = 0; layer < at.Layers.Count; layer++)
        {
            ReadOnlySpan<double> own = at.GradientDots(layer);
            for (int i = 0; i < n; i++) dots[i] += own[i];
        }

        // ‖S‖² as the sum of the dots, so that the shares add up to 1 in single precision too.
        double all = 0, pristine = 0;
        for (int i = 0; i < n; i++)
        {
            all += dots[i];
            if (!_corrupt[i]) pristine += dots[i];
        }

        RunningMoments worlds = NullShares(dots, all);
        return
        [
            new Metric("gradient_share_pristine", pristine / all), new Metric("gradient_share_corrupt", (all - pristine) / all),
            new Metric("gradient_share_null", worlds.Mean, worlds.StandardError), new Metric("gradient_share_null_deviation", worlds.StandardDeviation),
        ];
    }

    private RunningMoments NullShares(double[] dots, double all)
    {
        RunningMoments worlds = new();
        int[] order = new int[dots.Length];
        for (int world = 0; world < NullWorlds; world++)
        {
            _seed.Derive(world).Permutation(order);
            double pristine = 0;
            for (int i = 0; i < dots.Length; i++)
            {
                if (!_corrupt[order[i]]) pristine += dots[i];
            }

            worlds.Add(pristine / all);
        }

        return worlds;
    }
}
