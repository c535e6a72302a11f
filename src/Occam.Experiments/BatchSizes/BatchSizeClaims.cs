using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.BatchSizes;

/// <summary>The claims of <see cref="BatchSizeExperiment"/>.</summary>
internal static class BatchSizeClaims
{
    private const string SmithLe = "Smith & Le 2018, arXiv 1710.06451", McCandlish = "McCandlish et al. 2018, arXiv 1812.06162";
    private const double LeastSlope = 0.5, MostSlope = 1.5;

    private static readonly ClaimInfo Inner = new(
        "best-batch-inside", "At a fixed learning rate one batch size generalizes best: smaller and larger ones are worse.", SmithLe,
        "test accuracy at the best batch size between the ends, less that at the smallest and at the largest, the smaller difference above 0");

    private static readonly ClaimInfo WithRate = new(
        "best-batch-follows-rate", "The best batch size is proportional to the learning rate.", SmithLe, "slope of ln B_opt over ln ε from 0.5 to 1.5");

    private static readonly ClaimInfo WithExamples = new(
        "best-batch-follows-examples", "The best batch size is proportional to the number of training examples.", SmithLe, "slope of ln B_opt over ln N from 0.5 to 1.5");

    private static readonly ClaimInfo WithMomentum = new(
        "best-batch-follows-momentum", "The best batch size is proportional to 1/(1 − m), m being the momentum.", SmithLe, "slope of ln B_opt over ln 1/(1 − m) from 0.5 to 1.5");

    private static readonly ClaimInfo Grows = new(
        "noise-scale-grows", "The gradient noise scale grows during training.", McCandlish,
        "ln of the noise scale at step 100 over that at step 10, base setting and middle batch size, mean over repetitions, above 0");

    public static IReadOnlyList<ClaimInfo> All => [Inner, WithRate, WithExamples, WithMomentum, Grows];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        BatchGrid grid = BatchGrid.Of(record);
        return
        [
            JudgeInner(BatchResults.Of(record, grid, grid.Base)),
            JudgeSlope(WithRate, record, grid, BatchSweepKind.Rate, "rates"),
            JudgeSlope(WithExamples, record, grid, BatchSweepKind.Examples, "sizes"),
            JudgeSlope(WithMomentum, record, grid, BatchSweepKind.Momentum, "momenta"),
            NoiseGrowth.Judge(Grows, record, grid),
        ];
    }

    /// <summary>Held when the whole interval lies within the bounds, contradicted when it lies outside.</summary>
    internal static Verdict OfSlope(BatchSlope slope) => slope.Low >= LeastSlope && slope.High <= MostSlope ? Verdict.Held
        : slope.High < LeastSlope || slope.Low > MostSlope ? Verdict.Contradicted : Verdict.Undecided;

    private static Claim JudgeInner(BatchResults results)
    {
        int last = results.Batches.Length - 1;
        if (last < 2) return Inner.Undecided("There are fewer than three batch sizes that the training set has room for.");
        int best = 1;
        for (int b = 2; b < last; b++) best = results.Means[b] > results.Means[best] ? b : best;
        // The best of the inner ones was chosen by looking, so the intervals hold for every inner one at once.
        int comparisons = 2 * (last - 1);
        (double Value, double Low, double High)[] ends = [results.Difference(best, 0, comparisons), results.Difference(best, last, comparisons)];
        double low = ends.Min(e => e.Low), high = ends.Min(e => e.High);
        string note = $"Best between the ends: B = {results.Batches[best]}. {results.IntervalNote}";
        return Inner.Above(0, ends.Min(e => e.Value), low, high, note);
    }

    private static Claim JudgeSlope(ClaimInfo claim, RunRecord record, BatchGrid grid, BatchSweepKind kind, string key)
    {
        double[] values = grid.Values(kind);
        if (values.Length < 2)
            return claim.Undecided($"One value only was tried: give several in {key}=." + (kind == BatchSweepKind.Examples ? " The source sees it from about 20,000 examples on: data=mnist budget=full." : ""));
        BatchSlope slope = BatchSlope.Of(BatchSlope.Results(record, grid, kind), BatchSlope.Varied(kind));
        string note = kind == BatchSweepKind.Examples && values[^1] < 20_000 ? " The source sees it from about 20,000 examples on: data=mnist budget=full." : "";
        if (slope.Used < 2) return claim.Undecided($"At {slope.Used} of {values.Length} values alone the best batch size lies between the ends of batches=.{note}");
        if (!double.IsFinite(slope.Low) || !double.IsFinite(slope.High))
            return claim.Judge(slope.Value, null, null, Verdict.Undecided, $"A best batch size cannot be told from the smallest or largest one.{note}");
        return claim.Judge(slope.Value, slope.Low, slope.High, OfSlope(slope), $"The interval spans the batch sizes that may be the best ones.{note}");
    }
}
