using Occam.Experiments.Judging;
using Occam.Experiments.MinimumNorm;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.MinimumNorm;

/// <summary>Every branch of every claim of minimum-norm, on records made for it: 1,000 test images of class 0, of which each kernel gets some wrong.</summary>
public sealed class MinimumNormClaimsTests
{
    private const int Test = 1000;

    [Fact]
    public void Fit_and_residual()
    {
        Judged(Claim("closed-form-fits", new Made()), Verdict.Held, 0, null, null);
        Judged(Claim("closed-form-fits", new Made { TrainError = 0.01 }), Verdict.Contradicted, 0.01, null, null);
        Judged(Claim("equations-are-solved", new Made()), Verdict.Held, 1e-9, null, null);
        Judged(Claim("equations-are-solved", new Made { Residual = 2e-6 }), Verdict.Contradicted, 2e-6, null, null);
        Claim singular = Claim("closed-form-fits", new Made { TrainError = double.NaN });
        Judged(singular, Verdict.Undecided, null, null, null);
        Assert.StartsWith("A matrix of 50 examples was singular to working precision", singular.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sgd-finds-minimum-norm", MinimumNormNames.Stochastic)]
    [InlineData("gradient-descent-finds-minimum-norm", MinimumNormNames.WholeBatch)]
    public void Descents(string claim, string descent)
    {
        Judged(Claim(claim, new Made { Distances = new() { [descent] = [1, 0.5, 0.009] } }), Verdict.Held, 0.009, null, null);
        Judged(Claim(claim, new Made { Distances = new() { [descent] = [1, 0.5, 0.011] } }), Verdict.Undecided, 0.011, null, null);
        Judged(Claim(claim, new Made { Distances = new() { [descent] = [1, 0.5, 0.5] } }), Verdict.Contradicted, 0.5, null, null);
    }

    [Fact]
    public void The_start_is_kept()
    {
        // The two solutions are 0.8 apart.
        Judged(Claim("start-is-kept", new Made { Distances = new() { [MinimumNormNames.RandomStart] = [1, 0.807] } }), Verdict.Held, 0.807 / 0.8, null, null);
        Judged(Claim("start-is-kept", new Made { Distances = new() { [MinimumNormNames.RandomStart] = [1, 0.82] } }), Verdict.Undecided, 0.82 / 0.8, null, null);
        Judged(Claim("start-is-kept", new Made { Distances = new() { [MinimumNormNames.RandomStart] = [1, 0.5] }, OwnDistance = [0.2, 0.2] }), Verdict.Contradicted, 0.5 / 0.8, null, null);
    }

    [Fact]
    public void The_error_falls()
    {
        // 200 images are wrong with 50 examples only: (200.5 − 0.5)/1002 with half-widths z·√(201 − 200²/1002)/1002.
        Claim held = Claim("error-falls-with-examples", new Made { Gaussian = [300, 100] });
        double half = Intervals.Z * Math.Sqrt(201 - (200.0 * 200 / 1002)) / 1002;
        Judged(held, Verdict.Held, 0.2, (200.0 / 1002) - half, (200.0 / 1002) + half);
        Assert.Equal(Verdict.Contradicted, Claim("error-falls-with-examples", new Made { Gaussian = [100, 300] }).Verdict);
        Assert.Equal(Verdict.Undecided, Claim("error-falls-with-examples", new Made { Gaussian = [100, 99] }).Verdict);
        Assert.Equal(Verdict.Undecided, Claim("error-falls-with-examples", new Made { Kernels = [KernelChoice.Linear] }).Verdict);
    }

    [Theory]
    [InlineData(100, 100, Verdict.Held)]
    [InlineData(100, 150, Verdict.Held)]
    [InlineData(100, 93, Verdict.Undecided)]
    [InlineData(100, 40, Verdict.Contradicted)]
    public void Ridge(int without, int with, Verdict verdict)
    {
        Made made = new() { Gaussian = [300, without], WithRidge = with };
        Claim claim = Claim("ridge-does-little", made);
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal((without - with) / (double)Test, claim.Measured!.Value, 1e-12);
        Assert.Contains("Kernel 'gaussian' at 100 examples and λ = 0.1", claim.Note, StringComparison.Ordinal);

        // Another kernel decides whether it does little for all.
        Assert.Equal(Verdict.Contradicted, Claim("ridge-does-little-for-any-kernel", made with { LinearWrong = 400, LinearRidge = 300 }).Verdict);
    }

    [Fact]
    public void Without_ridges_nothing_is_said_of_them() => Assert.Equal(Verdict.Undecided, Claim("ridge-does-little", new Made { RidgeUpTo = 10 }).Verdict);

    [Theory]
    [InlineData(1.5, 0.01, 50, Verdict.Held)]
    [InlineData(0.9, 0.01, 50, Verdict.Contradicted)]
    [InlineData(1.5, 0.01, 150, Verdict.Contradicted)]
    [InlineData(1.5, 0.01, 99, Verdict.Undecided)]
    [InlineData(1.003, 0.01, 50, Verdict.Undecided)]
    [InlineData(0.974, 0.01, 50, Verdict.Undecided)]
    [InlineData(0.974, 0.001, 50, Verdict.Undecided)]
    [InlineData(1.05, 0.001, 50, Verdict.Undecided)]
    public void Wavelets(double ratio, double spread, int wrong, Verdict verdict)
    {
        Claim claim = Claim("wavelets-larger-norm-lower-error", new Made { Gaussian = [300, 100], WaveletNorm = 20 * ratio, Spread = spread, WaveletWrong = wrong });

        // Logarithms that are the spread above and below their mean, ten of them: √(9/10 · 10 · spread²) = 3 spreads; 2.262157 is the 97.5 % point of t with nine degrees of freedom.
        double half = 2.2621571628 * 3 * spread;
        Judged(claim, verdict, ratio, ratio * Math.Exp(-half), ratio * Math.Exp(half));
    }

    [Fact]
    public void Without_every_solution_for_the_interval_nothing_is_said_of_wavelets()
    {
        Claim claim = Claim("wavelets-larger-norm-lower-error", new Made { Spread = double.NaN });
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.StartsWith("A matrix without a tenth of the examples was singular", claim.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Norms_and_errors()
    {
        // Linear has norm 10, the Gaussian kernel 20, wavelets 30, random convolutions 40: one pair in the other order decides.
        Made ordered = new() { LinearWrong = 50, Gaussian = [300, 150], WaveletWrong = 300, WaveletNorm = 30 };
        Claim held = Claim("norm-does-not-order-errors", ordered with { LinearWrong = 200 });
        Assert.Equal(Verdict.Held, held.Verdict);
        Assert.Equal(0.05, held.Measured!.Value, 1e-12);
        Assert.StartsWith("'gaussian' has the larger norm and 'linear' the larger error, at 100 examples: 1 of 3 pairs", held.Note, StringComparison.Ordinal);
        Assert.Equal(Verdict.Undecided, Claim("norm-does-not-order-errors", ordered with { LinearWrong = 150 }).Verdict);
        Assert.Equal(Verdict.Undecided, Claim("norm-does-not-order-errors", new Made { Kernels = [KernelChoice.Gaussian] }).Verdict);
    }

    [Fact]
    public void Errors_in_the_order_of_the_norms_contradict_only_if_chance_would_not_often_put_them_so()
    {
        Made ordered = new() { LinearWrong = 50, Gaussian = [300, 150], WaveletWrong = 300, WaveletNorm = 30 };
        Claim two = Claim("norm-does-not-order-errors", ordered with { Kernels = [KernelChoice.Linear, KernelChoice.Gaussian] });
        Assert.Equal(Verdict.Undecided, two.Verdict);
        Assert.Equal("All 1 pairs are in the order of the norms; errors in an order drawn at random would be with probability 0.5.", two.Note);
        Assert.Equal(Verdict.Undecided, Claim("norm-does-not-order-errors", ordered).Verdict);
        Made four = ordered with { Kernels = [KernelChoice.Linear, KernelChoice.Gaussian, KernelChoice.RandomConvolution, KernelChoice.GaborGaussian] };
        Claim contradicted = Claim("norm-does-not-order-errors", four);
        Assert.Equal(Verdict.Contradicted, contradicted.Verdict);
        Assert.Equal("All 6 pairs are in the order of the norms; errors in an order drawn at random would be with probability 0.042.", contradicted.Note);
        Assert.Equal(Verdict.Undecided, Claim("norm-does-not-order-errors", four with { LinearWrong = 148 }).Verdict);
    }

    [Fact]
    public void Norms_that_are_alike_have_no_order()
    {
        // 20 and 21 are less than a tenth apart: the larger error of the smaller norm says nothing.
        Made alike = new() { Kernels = [KernelChoice.Gaussian, KernelChoice.GaborGaussian], Gaussian = [300, 150], WaveletWrong = 50, WaveletNorm = 21 };
        Judged(Claim("norm-does-not-order-errors", alike), Verdict.Undecided, null, null, null);
        Assert.Equal(Verdict.Held, Claim("norm-does-not-order-errors", alike with { WaveletNorm = 23 }).Verdict);
    }

    [Fact]
    public void The_part_of_all_orders_that_agree_is_counted()
    {
        (int, int)[] pairs = [(0, 1), (3, 1), (1, 4)];
        int agree = 0, all = 0;
        foreach (int[] order in Orders([0, 1, 2, 3, 4]))
        {
            all++;
            agree += pairs.All(p => Array.IndexOf(order, p.Item1) < Array.IndexOf(order, p.Item2)) ? 1 : 0;
        }

        Assert.Equal(120, all);
        Assert.Equal(agree / 120.0, NormOrder.Chance(5, pairs), 1e-15);
        Assert.Equal(1, NormOrder.Chance(3, []), 1e-15);
    }

    private static IEnumerable<int[]> Orders(int[] items) =>
        items.Length == 0 ? [[]] : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    [Fact]
    public void Only_pairs_that_differ_count()
    {
        double[] first = new double[Test], second = new double[Test];
        for (int i = 0; i < 300; i++) first[i] = 1;
        for (int i = 290; i < 310; i++) second[i] = 2;
        PairedErrors pair = PairedErrors.Of(Of(Test, 2, [], name => name[0] == 'a' ? first : second), "a", 0, "b", 0);
        Assert.Equal((290, 10, Test), (pair.OnlyFirst, pair.OnlySecond, pair.Count));
        Assert.Equal(0.28, pair.Difference, 1e-12);
        first[999] = double.NaN;
        Assert.False(PairedErrors.Of(Of(Test, 2, [], name => name[0] == 'a' ? first : second), "a", 0, "b", 0).IsKnown);
    }

    private static Claim Claim(string id, Made made) => MinimumNormClaims.Judge(made.Record()).Single(c => c.Id == id);

    /// <summary>Kernels with 50 and 100 examples; the norms at 100 are 10 (linear), 20 (gaussian), 40 (random convolutions) and what is said (wavelets).</summary>
    private sealed record Made
    {
        public string[] Kernels { get; init; } = [KernelChoice.Linear, KernelChoice.Gaussian, KernelChoice.GaborGaussian];

        public double TrainError { get; init; }

        public double Residual { get; init; } = 1e-9;

        public int[] Gaussian { get; init; } = [300, 100];

        public int LinearWrong { get; init; } = 400;

        public int LinearRidge { get; init; } = 400;

        public int WithRidge { get; init; } = 100;

        public int RidgeUpTo { get; init; } = 100;

        public int WaveletWrong { get; init; } = 50;

        public double WaveletNorm { get; init; } = 30;

        public double Spread { get; init; } = 0.01;

        public Dictionary<string, double[]> Distances { get; init; } = [];

        public double[] OwnDistance { get; init; } = [0.5, 0.1];

        public RunRecord Record() => Of(Test, 2, [], Array);

        private double[] Array(string name)
        {
            string result = MinimumNormNames.Values;
            foreach (string known in (string[])[MinimumNormNames.ClassNorms, MinimumNormNames.Predictions, MinimumNormNames.OwnDistance, MinimumNormNames.Distance, MinimumNormNames.Epochs, MinimumNormNames.Residual, MinimumNormNames.End])
            {
                if (name.EndsWith($"-{known}", StringComparison.Ordinal) && !name.StartsWith("plan", StringComparison.Ordinal))
                {
                    result = known;
                    break;
                }
            }

            if (name.StartsWith("plan-", StringComparison.Ordinal)) return Plan(name["plan-".Length..]);
            if (name.StartsWith(MinimumNormNames.Jackknife, StringComparison.Ordinal))
            {
                bool pixels = name.EndsWith(MinimumNormNames.PixelNorms, StringComparison.Ordinal);
                return [.. Enumerable.Range(0, 10).Select(i => pixels ? 19 : 19 * Math.Exp(i % 2 == 0 ? Spread : -Spread))];
            }

            if (name.StartsWith("descent-", StringComparison.Ordinal)) return Descent(name[..^(result.Length + 1)], result);
            int size = name.Contains("-100-", StringComparison.Ordinal) ? 100 : 50;
            bool ridge = name.Contains("-ridge-", StringComparison.Ordinal);
            string kernel = KernelChoice.Ids.Last(k => name.StartsWith(k + "-" + (k == KernelChoice.Gabor ? size : ""), StringComparison.Ordinal));
            int wrong = kernel switch
            {
                KernelChoice.Linear => ridge ? LinearRidge : LinearWrong,
                KernelChoice.Gaussian => ridge ? WithRidge : Gaussian[size == 50 ? 0 : 1],
                KernelChoice.RandomConvolution => 400,
                _ => WaveletWrong,
            };
            double norm = kernel switch { KernelChoice.Linear => 10, KernelChoice.Gaussian => 20, KernelChoice.RandomConvolution => 40, _ => WaveletNorm };
            return result == MinimumNormNames.Predictions
                ? [.. Enumerable.Range(0, Test).Select(i => i < wrong ? 1.0 : 0)]
                : new KernelValues(size, 4, ridge ? 0.1 : 0, TrainError, wrong / (double)Test, double.NaN, norm, norm, Residual, 1, 32).ToArray();
        }

        private double[] Plan(string result) => result switch
        {
            MinimumNormNames.Kernels => [.. Kernels.Select(k => (double)System.Array.IndexOf(KernelChoice.Ids, k))],
            MinimumNormNames.Sizes => [.. Enumerable.Repeat(50.0, Kernels.Length), .. Enumerable.Repeat(100.0, Kernels.Length)],
            MinimumNormNames.Ridges => [0.1],
            _ => [RidgeUpTo, 0.02, 20],
        };

        private double[] Descent(string descent, string result)
        {
            double[] distance = Distances.GetValueOrDefault(descent, [1, 0.001]);
            return result switch
            {
                MinimumNormNames.Distance => distance,
                MinimumNormNames.OwnDistance => OwnDistance,
                MinimumNormNames.End => [0.8, 3, 0.5, 0.5, 3],
                _ => [.. distance.Select((_, i) => (double)i)],
            };
        }
    }
}
