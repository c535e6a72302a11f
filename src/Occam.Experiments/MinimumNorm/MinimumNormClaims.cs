using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The claims of <see cref="MinimumNormExperiment"/>.</summary>
internal static class MinimumNormClaims
{
    private const string Zhang = "Zhang et al. 2017, arXiv 1611.03530, section 5", Derived = "derived here from Zhang et al. 2017, arXiv 1611.03530, section 5";
    private const double LargestResidual = 1e-6, Near = 0.01;

    private static readonly ClaimInfo Fits = new(
        "closed-form-fits", "Without ridge the closed form fits every training label, whatever the kernel.", Zhang, "largest training error over kernels and numbers of examples equal to 0");

    private static readonly ClaimInfo Solves = new(
        "equations-are-solved", "The numbers are those of the equations' solution: a factor in single precision and residuals in double suffice.", Derived,
        "largest relative residual of the equations in double precision, over kernels and numbers of examples, without ridge, at most 1e-6");

    private static readonly ClaimInfo Stochastic = new(
        "sgd-finds-minimum-norm", "Stochastic descent from zero converges to the solution of the smallest norm.", Zhang, "distance from it over its norm, at the end, below 0.01");

    private static readonly ClaimInfo WholeBatch = new(
        "gradient-descent-finds-minimum-norm", "Descent on all examples at once, from zero, converges to the solution of the smallest norm.", Zhang, "distance from it over its norm, at the end, below 0.01");

    private static readonly ClaimInfo Start = new(
        "start-is-kept", "From another start descent converges to another solution: what of the start is orthogonal to every image stays.", Derived,
        "distance from the solution of the smallest norm over the length of the start's part orthogonal to all images, at the end, within 0.01 of 1");

    private static readonly ClaimInfo Falls = new(
        "error-falls-with-examples", "The test error of the Gaussian kernel falls as training examples are added.", Derived, "test error at the fewest examples minus that at the most above 0");

    private static readonly ClaimInfo Ridge = new(
        "ridge-does-little", "Ridge does little for the test error of the Gaussian kernel.", Zhang, "test error without ridge minus the smallest with one, below 0.01");

    private static readonly ClaimInfo RidgeAnywhere = new(
        "ridge-does-little-for-any-kernel", "Ridge does little for the test error, whatever the kernel.", Derived,
        "the same for every kernel, each at the most examples for which ridges are tried: the largest fall below 0.01");

    private static readonly ClaimInfo Wavelets = new(
        "wavelets-larger-norm-lower-error", "Wavelets need a larger norm than pixels and have a lower test error.", Zhang,
        "norm with the Gaussian kernel on wavelets over that on pixels above 1, its interval over draws of examples too, and the test error lower, at the most examples that both have");

    private static readonly ClaimInfo Order = new(
        "norm-does-not-order-errors", "Between kernels, the smaller norm does not mean the smaller test error.", Zhang,
        "two kernels, at one number of examples, of which the one with the larger norm, by a tenth at least, has the smaller test error, the difference above 0");

    public static IReadOnlyList<ClaimInfo> All => [Fits, Solves, Stochastic, WholeBatch, Start, Falls, Ridge, RidgeAnywhere, Wavelets, Order];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        MinimumNormPlan plan = MinimumNormPlan.Of(record);
        KernelValues[] all = [.. plan.Kernels.SelectMany(k => plan.SizesOf(k).Select(n => KernelValues.Of(record, k, n)))];
        return
        [
            JudgeAll(Fits, all, v => v.TrainError, 0), JudgeAll(Solves, all, v => v.Residual, LargestResidual),
            JudgeDescent(Stochastic, record, MinimumNormNames.Stochastic), JudgeDescent(WholeBatch, record, MinimumNormNames.WholeBatch), JudgeStart(record),
            JudgeFall(record, plan), RidgeFall.Judge(Ridge, record, plan, [.. plan.Kernels.Where(k => k == KernelChoice.Gaussian)]), RidgeFall.Judge(RidgeAnywhere, record, plan, plan.Kernels),
            JudgeWavelets(record, plan), NormOrder.Judge(Order, record, plan),
        ];
    }

    private static Claim JudgeAll(ClaimInfo claim, KernelValues[] all, Func<KernelValues, double> value, double most)
    {
        if (all.FirstOrDefault(v => !v.IsSolved) is { } singular)
            return claim.Undecided($"A matrix of {singular.Examples} examples was singular to working precision: fewer examples (linear-up-to, features-up-to), or more features.");
        double largest = all.Max(value);
        return claim.Decide(largest, largest <= most);
    }

    private static Claim JudgeDescent(ClaimInfo claim, RunRecord record, string descent)
    {
        double[] distance = record.Result(descent, MinimumNormNames.Distance), epochs = record.Result(descent, MinimumNormNames.Epochs);
        string note = string.Create(CultureInfo.InvariantCulture, $"After {epochs[^1]:N0} epochs; the equations are left unsolved by {record.Result(descent, MinimumNormNames.Residual)[^1]:G2} of the labels' norm.");
        return claim.Judge(distance[^1], null, null, distance[^1] < Near ? Verdict.Held : IsFalling(distance) ? Verdict.Undecided : Verdict.Contradicted, note);
    }

    private static Claim JudgeStart(RunRecord record)
    {
        double[] distance = record.Result(MinimumNormNames.RandomStart, MinimumNormNames.Distance), own = record.Result(MinimumNormNames.RandomStart, MinimumNormNames.OwnDistance);
        double ratio = distance[^1] / record.Result(MinimumNormNames.RandomStart, MinimumNormNames.End)[0];
        string note = string.Create(CultureInfo.InvariantCulture, $"Its distance from the solution nearest to its start, over the smallest norm: {own[^1]:G2}.");
        return Start.Judge(ratio, null, null, Math.Abs(ratio - 1) < Near ? Verdict.Held : IsFalling(own) ? Verdict.Undecided : Verdict.Contradicted, note);
    }

    /// <summary>Whether the last milestone is below the one before: more epochs may bring it down.</summary>
    private static bool IsFalling(double[] distance) => distance.Length > 1 && distance[^1] < distance[^2];

    private static Claim JudgeFall(RunRecord record, MinimumNormPlan plan)
    {
        int[] sizes = plan.SizesOf(KernelChoice.Gaussian);
        if (sizes.Length < 2) return Falls.Undecided("There was no Gaussian kernel, or one number of examples: kernels=, curve=.");
        PairedErrors difference = PairedErrors.Of(record, MinimumNormNames.Point(KernelChoice.Gaussian, sizes[0]), 0, MinimumNormNames.Point(KernelChoice.Gaussian, sizes[^1]), 0);
        if (!difference.IsKnown) return Falls.Undecided("A matrix was singular to working precision.");
        (double low, double high) = difference.Interval(Intervals.Z);
        return Falls.Above(0, difference.Difference, low, high, string.Create(CultureInfo.InvariantCulture, $"From {sizes[0]:N0} to {sizes[^1]:N0} examples, on the same test images."));
    }

    private static Claim JudgeWavelets(RunRecord record, MinimumNormPlan plan)
    {
        int size = plan.Common(KernelChoice.Gaussian, KernelChoice.GaborGaussian);
        if (size == 0) return Wavelets.Undecided("The kernels gaussian and gabor-gaussian have no number of examples in common: kernels=, curve=, features-up-to=.");
        string pixels = MinimumNormNames.Point(KernelChoice.Gaussian, size), wavelets = MinimumNormNames.Point(KernelChoice.GaborGaussian, size);
        PairedErrors gain = PairedErrors.Of(record, pixels, 0, wavelets, 0);
        if (!gain.IsKnown) return Wavelets.Undecided("A matrix was singular to working precision.");
        Sample ratio = NormJackknife.Ratio(record, KernelValues.Of(record, KernelChoice.GaborGaussian, size).Norm, KernelValues.Of(record, KernelChoice.Gaussian, size).Norm);
        (double low, double high) = gain.Interval(Intervals.Z);
        if (!double.IsFinite(ratio.Low)) return Wavelets.Undecided("A matrix without a tenth of the examples was singular to working precision.");
        string note = string.Create(
            CultureInfo.InvariantCulture,
            $"At {size:N0} examples; the test error is lower by {gain.Difference:0.####} [{low:0.####}, {high:0.####}]. γ′ is set so that mean distances agree, which brings the norms together: another γ′ gives another ratio.");

        // Norms less than a tenth apart are alike here as in NormOrder: the jackknife's interval may be too narrow for less.
        bool larger = ratio.Low > 1 && ratio.Mean >= NormOrder.Apart, smaller = ratio.High < 1 && 1 / ratio.Mean >= NormOrder.Apart;
        Verdict verdict = smaller || high < 0 ? Verdict.Contradicted : larger && low > 0 ? Verdict.Held : Verdict.Undecided;
        return Wavelets.Judge(ratio.Mean, ratio.Low, ratio.High, verdict, note);
    }
}
