using FsCheck;
using FsCheck.Fluent;
using Occam.Measures.Coherence;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Testing;

namespace Occam.Measures.Tests.Gradients;

/// <summary>
/// Coherence, noise scale and regret are one family: identities between them, exact over a finite population that is enumerated. Chatterjee and Zielinski
/// 2022, arXiv 2203.10036; McCandlish et al. 2018, arXiv 1812.06162; Huszár 2018.
/// </summary>
public sealed class FamilyIdentityTests
{
    private static readonly Config Hundred = Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL);
    private static readonly Config Few = Hundred.WithMaxTest(20);

    [Fact]
    public void Two_batch_sizes_of_McCandlish_give_82()
    {
        // Mean ‖g‖² of 16 batches of 32 is 4, of all 512 examples 1.3: trace 92.16, ‖G‖² 1.12, ratio 82.3. Sixteen vectors √1.3·e_0 + √2.7·f_i with
        // unit f_i that add up to zero have these moments.
        double[][] batches = [.. Enumerable.Range(0, 16).Select(i => (double[])[Math.Sqrt(1.3), .. Enumerable.Range(0, 16).Select(j => Math.Sqrt(2.7) * ((i == j ? 1 : 0) - (1.0 / 16)) / Math.Sqrt(15.0 / 16))])];
        Dictionary<string, Metric> m = Statistics(batches);
        Assert.Equal(4, m["fisher_trace"].Value, 1e-13);
        Assert.Equal(1.3, Math.Pow(m["gradient_norm"].Value, 2), 1e-13);
        Assert.Equal(92.16, 32 * m["gradient_variance_trace"].Value, 1e-11);
        Assert.Equal(92.16 / 1.12, 32 * m["noise_scale"].Value, 1e-11);
    }

    [Fact]
    public void Expected_m_coherence_of_a_sample_follows_from_the_noise_scale() => Prop.ForAll(Seeds, seed =>
    {
        // E‖Σg‖² / (m E‖g‖²) = (m + B)/(1 + B) over all samples of m with replacement, B = tr Σ/‖G‖² of the population.
        double[][] population = Draw(seed, 3, 2);
        int m = 2 + (seed % 3);
        (double squared, double total) = (0, 0);
        foreach (double[][] sample in Samples(population, m))
        {
            Dictionary<string, Metric> s = Statistics(sample);
            squared += m * m * Math.Pow(s["gradient_norm"].Value, 2);
            total += m * s["fisher_trace"].Value;
        }

        double noise = NoiseScale(population);
        return Tolerance.Error(squared / total, (m + noise) / (1 + noise)) < 1e-11;
    }).Check(Few);

    [Fact]
    public void Coherence_without_the_diagonal_is_unbiased() => Prop.ForAll(Seeds, seed =>
    {
        // E[‖S‖² − Q] / ((m − 1) E Q) = α = 1/(1 + B) of the population.
        double[][] population = Draw(seed, 3, 2);
        int m = 2 + (seed % 3);
        (double offDiagonal, double total) = (0, 0);
        foreach (double[][] sample in Samples(population, m))
        {
            double norms = Statistics(sample)["fisher_trace"].Value;
            offDiagonal += Coherence(sample)[MCoherence.OffDiagonal].Value * norms;
            total += norms;
        }

        return Math.Abs((offDiagonal / total) - (1 / (1 + NoiseScale(population)))) < 1e-12;
    }).Check(Few);

    [Fact]
    public void Coherence_of_minibatches_is_their_size_over_size_and_noise_scale() => Prop.ForAll(Seeds, seed =>
    {
        double[][] population = Draw(seed, 3, 3);
        int size = 1 + (seed % 4);
        double[][] means = [.. Samples(population, size).Select(Mean)];
        double noise = NoiseScale(population), alpha = 1 / (1 + noise), found = Coherence(means)[MCoherence.Name].Value / means.Length;
        return Tolerance.Error(found, size / (size + noise)) < 1e-11 && Tolerance.Error(found, size * alpha / (1 + ((size - 1) * alpha))) < 1e-11;
    }).Check(Few);

    [Fact]
    public void Vectors_of_zero_scale_coherence_by_the_fraction_of_the_others() => Prop.ForAll(Seeds, seed =>
    {
        double[][] gradients = Draw(seed, 3 + (seed % 5), 3);
        int zeros = 1 + (seed % 4), all = gradients.Length + zeros;
        double[][] mixed = [.. gradients, .. Enumerable.Range(0, zeros).Select(_ => new double[3])];
        return Tolerance.Error(Alpha(mixed), Alpha(gradients) * gradients.Length / all) < 1e-12;
    }).Check(Hundred);

    [Fact]
    public void Over_orthogonal_subspaces_coherence_is_the_weighted_mean() => Prop.ForAll(Seeds, seed =>
    {
        double[][] gradients = Draw(seed, 3 + (seed % 5), 6);
        IObservation at = new MatrixObservation(gradients, 1, 3, 2);
        Dictionary<string, Metric> m = new MCoherence().Evaluate(at).ToDictionary(x => x.Name);
        (double weighted, double weightedOff, double total) = (0, 0, 0);
        for (int layer = 0; layer < 3; layer++)
        {
            double norms = 0;
            foreach (double norm in at.GradientNormsSquared(layer)) norms += norm;
            weighted += norms * m[$"{MCoherence.Name}/layer{layer}"].Value;
            weightedOff += norms * m[$"{MCoherence.OffDiagonal}/layer{layer}"].Value;
            total += norms;
        }

        return Tolerance.Error(weighted / total, m[MCoherence.Name].Value) < 1e-12 && Math.Abs((weightedOff / total) - m[MCoherence.OffDiagonal].Value) < 1e-12;
    }).Check(Hundred);

    [Fact]
    public void Gradients_of_a_mixture_of_orthogonal_kinds_cohere_no_more_than_each_kind_does() => Prop.ForAll(Seeds, seed =>
    {
        double[][] first = [.. Draw(seed, 2 + (seed % 3), 2).Select(g => (double[])[.. g, 0, 0])], second = [.. Draw(seed + 1, 2 + (seed % 4), 2).Select(g => (double[])[0, 0, .. g])];
        double p = (double)first.Length / (first.Length + second.Length);
        return Alpha([.. first, .. second]) <= (p * Alpha(first)) + ((1 - p) * Alpha(second)) + 1e-14;
    }).Check(Hundred);

    [Fact]
    public void Coherence_bounds_the_distance_of_two_gradients() => Prop.ForAll(Seeds, seed =>
    {
        // E‖v − v'‖ ≤ √(2(1 − α) E v·v), v and v' drawn with replacement.
        double[][] gradients = Draw(seed, 3 + (seed % 5), 3);
        double distance = gradients.Average(a => gradients.Average(b => Norm([.. a.Zip(b, (x, y) => x - y)])));
        double squares = gradients.Average(g => MatrixObservation.Dot(g, g));
        return distance <= Math.Sqrt(2 * (1 - Alpha(gradients)) * squares) * (1 + 1e-12);
    }).Check(Hundred);

    [Fact]
    public void Coherence_shares_and_statistics_do_not_depend_on_the_order_of_the_layers() => Prop.ForAll(Seeds, seed =>
    {
        double[][] gradients = Draw(seed, 3 + (seed % 5), 5);
        double[][] exchanged = [.. gradients.Select(g => (double[])[.. g[2..], .. g[..2]])];
        Dictionary<string, Metric> m = Of(gradients, 2, 3), other = Of(exchanged, 3, 2);
        return m.All(x => double.IsNaN(x.Value.Value) ? double.IsNaN(other[x.Key].Value) : Tolerance.Error(x.Value.Value, other[x.Key].Value, 1e-6) < 1e-7);
    }).Check(Hundred);

    [Fact]
    public void Flatness_and_coherence_of_minibatches_bound_each_other() => Prop.ForAll(Seeds, seed =>
    {
        // (E‖g_b‖)² ≤ E‖g_b‖² = ‖ḡ‖²/α of the minibatches, so the ratio of flatnesses is at most 1/√α; regret is the norm less its part along the others.
        double[][] gradients = Draw(seed, 3 + (seed % 5), 3);
        Dictionary<string, Metric> m = new MinibatchDistribution(1, 1, default).Evaluate(new MatrixObservation(gradients)).ToDictionary(x => x.Name);
        double along = Pairs(gradients).Average(p => MatrixObservation.Dot(p.A, p.B) / Norm(p.A));
        return m["flatness_ratio/batch-1"].Value <= (1 / Math.Sqrt(Alpha(gradients))) * (1 + 1e-12)
            && Tolerance.Error(m["gradient_regret/batch-1"].Value, m["batch_gradient_norm/batch-1"].Value - along, 1e-9) < 1e-9;
    }).Check(Hundred);

    private static Arbitrary<int> Seeds => Gen.Choose(0, 1_000_000).ToArbitrary();

    private static Dictionary<string, Metric> Statistics(double[][] gradients) => new GradientStatistics().Evaluate(new MatrixObservation(gradients)).ToDictionary(m => m.Name);

    private static Dictionary<string, Metric> Coherence(double[][] gradients) => new MCoherence().Evaluate(new MatrixObservation(gradients)).ToDictionary(m => m.Name);

    private static Dictionary<string, Metric> Of(double[][] gradients, params int[] widths)
    {
        MatrixObservation at = new(gradients, widths);
        bool[] corrupt = [.. gradients.Select((_, i) => i % 2 == 0)];
        IEnumerable<Metric> metrics = [.. new MCoherence().Evaluate(at), .. new GradientShares(corrupt, default).Evaluate(at), .. new GradientStatistics().Evaluate(at)];
        return metrics.Where(m => !m.Name.Contains('/', StringComparison.Ordinal)).ToDictionary(m => m.Name);
    }

    /// <summary>α of the vectors taken as a population: m-coherence over their number.</summary>
    private static double Alpha(double[][] gradients) => Coherence(gradients)[MCoherence.Name].Value / gradients.Length;

    /// <summary>tr Σ/‖G‖² with the population's own covariance, (E‖g‖² − ‖G‖²)/‖G‖².</summary>
    private static double NoiseScale(double[][] population)
    {
        double signal = MatrixObservation.Dot(Mean(population), Mean(population));
        return (population.Average(g => MatrixObservation.Dot(g, g)) - signal) / signal;
    }

    /// <summary>All samples of a size with replacement, in order: equally likely.</summary>
    private static IEnumerable<double[][]> Samples(double[][] population, int size)
    {
        IEnumerable<double[][]> samples = [[]];
        for (int draw = 0; draw < size; draw++) samples = samples.SelectMany(_ => population, (sample, g) => (double[][])[.. sample, g]);
        return samples;
    }

    private static (double[] A, double[] B)[] Pairs(double[][] gradients) =>
        [.. gradients.SelectMany(a => gradients.Where(b => !ReferenceEquals(a, b)).Select(b => (a, b)))];

    private static double[] Mean(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(p => rows.Average(r => r[p]))];

    private static double Norm(double[] vector) => Math.Sqrt(MatrixObservation.Dot(vector, vector));

    private static double[][] Draw(int seed, int n, int length)
    {
        Draws draws = new($"family {seed}");
        return [.. Enumerable.Range(0, n).Select(_ => draws.Normals(length, 1).Select(v => v + 0.5).ToArray())];
    }
}
