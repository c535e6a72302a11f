using Occam.Experiments.Judging;
using Occam.Numerics.Simd;
using Occam.Records;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>The claims of <see cref="LandscapeExperiment"/>.</summary>
internal static class LandscapeClaims
{
    private const string Li = "Li et al. 2018, arXiv 1712.09913", Dinh = "Dinh et al. 2017, arXiv 1703.04933", Antognini = "Antognini & Sohl-Dickstein 2018, arXiv 1806.08805";

    private static readonly ClaimInfo DecaySharper = new(
        "decay-makes-small-batch-look-sharp", "On the plain line between the two, with weight decay the small-batch solution looks sharper than the large-batch one.", Li,
        "mean rise of the loss within 1/4 of the small-batch end over that of the large-batch end, geometric mean over repetitions, above 1");

    private static readonly ClaimInfo NoDecayFlatter = new(
        "without-decay-small-batch-looks-flat", "On the same line without weight decay the small-batch solution looks flatter.", Li,
        "mean rise within 1/4 of the large-batch end over that of the small-batch end, geometric mean over repetitions, above 1");

    private static readonly ClaimInfo SmallerWeights = new(
        "decay-shrinks-small-batch-weights", "With weight decay small batches end with smaller weights than large ones.", Li,
        "‖θ‖ with large batches over ‖θ‖ with small ones, geometric mean over repetitions, above 1");

    private static readonly ClaimInfo FilterFlatter = new(
        "filter-normalized-small-batch-flatter", "Filter-normalized, small-batch solutions are flatter than large-batch ones, with and without weight decay.", Li,
        "mean rise along random directions, large over small batches, geometric mean over repetitions, above 1 both with and without weight decay: the smaller of the two is judged");

    private static readonly ClaimInfo FollowsError = new(
        "filter-normalized-follows-error", "Filter-normalized sharpness orders trainings as their test errors do.", Li,
        "Kendall's τ_b between mean rise and test error of the four trainings of a repetition, mean over repetitions, above 0");

    private static readonly ClaimInfo NormalizationHelps = new(
        "normalization-helps", "It does so better than sharpness along directions of one common length.", Li,
        "τ with filter normalization − τ with directions at the scale of the initial weights, above 0");

    private static readonly ClaimInfo SamePicture = new(
        "rescaled-same-picture", "T_α changes no point of the filter-normalized picture.", Li,
        "largest |difference| of any two losses, before and after T_α with α = 32, equal to 0");

    private static readonly ClaimInfo OtherPlainPicture = new(
        "rescaled-other-plain-picture", "It changes the picture along directions of fixed length, though the function is the same.", Dinh,
        "mean rise after T_α with α = 32 over that before, or its inverse, geometric mean over repetitions, above 2");

    private static readonly ClaimInfo PathInPlane = new(
        "path-in-a-plane", "Two directions carry at least 40 % of a path's variance.", Li,
        "share of the first two principal components, the smallest of the paths, at least 0.4");

    private static readonly ClaimInfo BeyondRandomPlane = new(
        "path-beyond-random-plane", "Random planes show nearly nothing of a path.", Li,
        "share of the principal plane over that of a plane of two random filter-normalized directions, the smallest of the paths, above 100");

    private static readonly ClaimInfo BeyondRandomWalk = new(
        "path-beyond-random-walk", "A path is flatter than a random walk with the same step lengths.", Antognini,
        "share of the first two components − that of a walk of orthogonal steps of the same lengths, the smallest of the paths, above 0");

    private static readonly ClaimInfo SkipConvex = new(
        "shortcuts-make-convex", "Shortcuts make the landscape around the solution more convex.", Li,
        "non-convexity Σ max(0, −Δ²L) / Σ |Δ²L| along filter-normalized lines, without − with shortcuts, mean over repetitions, above 0");

    private static readonly ClaimInfo SkipCurvature = new(
        "shortcuts-less-negative-curvature", "Shortcuts make negative curvature at the solution smaller.", Li,
        "|λ_min / λ_max| of the Hessian, without over with shortcuts, geometric mean over repetitions, above 1");

    public static IReadOnlyList<ClaimInfo> All =>
    [
        DecaySharper, NoDecayFlatter, SmallerWeights, FilterFlatter, FollowsError, NormalizationHelps, SamePicture, OtherPlainPicture,
        PathInPlane, BeyondRandomPlane, BeyondRandomWalk, SkipConvex, SkipCurvature,
    ];

    public static IReadOnlyList<Claim> Judge(LandscapeRecord record)
    {
        int n = record.Repetitions;
        return
        [
            Ratio(DecaySharper, n, r => record.EndRise("-decay", r, 0) / record.EndRise("-decay", r, 1), 1),
            Ratio(NoDecayFlatter, n, r => record.EndRise("", r, 1) / record.EndRise("", r, 0), 1),
            Ratio(SmallerWeights, n, r => record.Norm(Series(LargeDecay, r)) / record.Norm(Series(SmallDecay, r)), 1),
            Flatter(record), Follows(record), Helps(record), Same(record), Other(record),
            .. Paths(record), Convex(record), NegativeCurvature(record),
        ];
    }

    private static Claim Flatter(LandscapeRecord record)
    {
        double Of(string large, string small, int r) => record.Sharpness(Series(large, r), Filter) / record.Sharpness(Series(small, r), Filter);
        Claim without = Ratio(FilterFlatter, record.Repetitions, r => Of(Large, Small, r), 1), with = Ratio(FilterFlatter, record.Repetitions, r => Of(LargeDecay, SmallDecay, r), 1);
        if (without.Measured is not { } a || with.Measured is not { } b) return without.Measured is null ? without : with;
        return (a < b ? without : with) with { Note = FormattableString.Invariant($"{a:G3} without and {b:G3} with weight decay.") };
    }

    private static Claim Follows(LandscapeRecord record) => Correlation(FollowsError, record, r => Tau(record, r, Filter));

    private static Claim Helps(LandscapeRecord record) => Correlation(NormalizationHelps, record, r => Tau(record, r, Filter) - Tau(record, r, Plain));

    /// <summary>How far the sharpness of the four trainings of a repetition has the order of their test errors.</summary>
    private static double Tau(LandscapeRecord record, int repetition, string directions)
    {
        string[] trainings = [.. Dense.Select(kind => Series(kind, repetition))];
        return KendallTau.Of([.. trainings.Select(s => (record.Sharpness(s, directions), record.TestError(s)))]);
    }

    private static Claim Correlation(ClaimInfo claim, LandscapeRecord record, Func<int, double> tau)
    {
        Sample sample = Sample.Of([.. Enumerable.Range(0, record.Repetitions).Select(tau)]);
        return double.IsFinite(sample.Mean) ? claim.Above(0, sample.Mean, sample.Low, sample.High) : claim.Undecided("In a repetition all test errors are equal, or a rise is not finite.");
    }

    private static Claim Same(LandscapeRecord record)
    {
        double largest = Enumerable.Range(0, record.Repetitions).Max(r => record.Record.Result(Rescaled(Series(Small, r)), Differences).Select(d => double.IsNaN(d) ? double.PositiveInfinity : d).Max());
        return double.IsFinite(largest) ? SamePicture.Decide(largest, largest == 0) : SamePicture.Undecided("A loss is not finite.");
    }

    private static Claim Other(LandscapeRecord record) => Ratio(
        OtherPlainPicture, record.Repetitions, r =>
        {
            double[][] pairs = [.. record.Record.Result(Rescaled(Series(Small, r)), Rises).Chunk(2)];
            double ratio = pairs.Average(p => p[1]) / pairs.Average(p => p[0]);
            return Math.Max(ratio, 1 / ratio);
        }, 2);

    private static IEnumerable<Claim> Paths(LandscapeRecord record)
    {
        string[] paths = [.. Dense.Select(kind => Series(kind, 0))];
        double plane = paths.Min(record.PlaneShare);
        yield return PathInPlane.Decide(plane, plane >= 0.4);
        double random = paths.Min(s => record.PlaneShare(s) / record.Components(s, RandomShare)[0]);
        yield return BeyondRandomPlane.Decide(random, random > 100);
        double walk = paths.Min(s => record.PlaneShare(s) - record.WalkShare(s));
        yield return BeyondRandomWalk.Decide(walk, walk > 0, FormattableString.Invariant($"Walks: {paths.Min(record.WalkShare):G3} to {paths.Max(record.WalkShare):G3}."));
    }

    private static Claim Convex(LandscapeRecord record)
    {
        Sample sample = Sample.Difference(Each(record, r => record.NonConvexity(Series(NoSkip, r))), Each(record, r => record.NonConvexity(Series(Skip, r))));
        return double.IsFinite(sample.Mean) ? SkipConvex.Above(0, sample.Mean, sample.Low, sample.High, Fit(record)) : SkipConvex.Undecided("A loss along a line is not finite.");
    }

    private static Claim NegativeCurvature(LandscapeRecord record)
    {
        if (Residual.Any(kind => Each(record, r => record.IsNegativeCurvatureCertain(Series(kind, r)) ? 1 : 0).Contains(0)))
            return SkipCurvature.Undecided("At some solution the smallest eigenvalue is not negative by more than its residual.");
        return Ratio(SkipCurvature, record.ResidualRepetitions, r => record.CurvatureRatio(Series(NoSkip, r)) / record.CurvatureRatio(Series(Skip, r)), 1, Fit(record));
    }

    private static double[] Each(LandscapeRecord record, Func<int, double> value) => [.. Enumerable.Range(0, record.ResidualRepetitions).Select(value)];

    private static string Fit(LandscapeRecord record)
    {
        double Lowest(string kind) => Each(record, r => record.Record[record.Record.Trial(Series(kind, r))].Last(Trials.MetricNames.TrainAccuracy)).Min();
        return FormattableString.Invariant($"Training accuracy is at least {100 * Lowest(Skip):0.#} % with shortcuts and {100 * Lowest(NoSkip):0.#} % without.");
    }

    /// <summary>A ratio by its logarithm: geometric mean, and Student's interval.</summary>
    private static Claim Ratio(ClaimInfo claim, int repetitions, Func<int, double> ratio, double threshold, string? note = null)
    {
        double[] ratios = [.. Enumerable.Range(0, repetitions).Select(ratio)];
        if (ratios.Any(r => !(r > 0 && double.IsFinite(r)))) return claim.Undecided("A ratio is not a positive number: a solution is no minimum along its line, or a loss is not finite.");
        Sample logs = Sample.Of([.. ratios.Select(r => Elementary.Log(r))]);
        return claim.Above(threshold, Elementary.Exp(logs.Mean), Elementary.Exp(logs.Low), Elementary.Exp(logs.High), note);
    }
}
