using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Reparametrization;

/// <summary>The claims of <see cref="ReparametrizationExperiment"/>, all from theory.</summary>
internal static class ReparametrizationClaims
{
    /// <summary>The relative change that counts as one.</summary>
    private const double Change = 0.01;

    /// <summary>The change of an output, as a part of the largest, that rounding may make, and that a normalization's ε may make.</summary>
    private const double OutputRounding = 1e-6, OutputEpsilon = 1e-3;

    private const string Dinh = "Dinh et al. 2017, arXiv 1703.04933", ChainRule = "Dinh et al. 2017, arXiv 1703.04933, and the chain rule";

    private static readonly ClaimInfo SameFunction = new(
        "function-kept", "Rescaling a pair of layers around ReLU keeps the function.", Dinh,
        "the largest change of an output over the largest output, over every pair and α = ½, 2, 4, at most 1e-6");

    private static readonly ClaimInfo SameNormalizedFunction = new(
        "function-kept-normalized", "Rescaling the weights before a normalization keeps the function, up to its ε.", Dinh,
        "the largest change of an output over the largest output, over every such layer and α = ½, 2, 4, at most 1e-3");

    private static readonly ClaimInfo Curvature = new(
        "curvature-changes", "The largest Hessian eigenvalue, the trace and the gradient's norm change although the function does not.", Dinh,
        "the smallest of their largest relative changes over α above 0.01");

    private static readonly ClaimInfo NormalizedCurvature = new(
        "curvature-changes-normalized", "In a normalized network the largest Hessian eigenvalue, the trace and the gradient's norm change too.", Dinh,
        "the smallest of their largest relative changes over α above 0.01");

    private static readonly ClaimInfo Ball = new(
        "fixed-balls-change", "Sharpness in a box or a ball of fixed size changes, and so does the noise of one size that is tolerated.", ChainRule,
        "the smallest largest relative change of box sharpness, SAM's sharpness and noise tolerance above 0.01");

    private static readonly ClaimInfo Adaptive = new(
        "adaptive-invariant", "Sharpness in a ball whose axes are as long as the parameters does not change, nor does the noise that is relative to them.", "Kwon et al. 2021, arXiv 2102.11600",
        "the largest relative change of adaptive sharpness and relative noise tolerance at most 1e-6");

    private static readonly ClaimInfo Filter = new(
        "filter-normalized-invariant", "The rise of the loss along filter-normalized directions does not change.", "Li et al. 2018, arXiv 1712.09913",
        "the largest relative change at most 1e-6");

    private static readonly ClaimInfo FisherRao = new(
        "fisher-rao-invariant", "The Fisher–Rao norm does not change.", "Liang et al. 2019, arXiv 1711.01530",
        "the largest relative change at most 1e-6");

    private static readonly ClaimInfo Relative = new(
        "relative-flatness-invariant", "Relative flatness of the last layer does not change.", "Petzka et al. 2021, arXiv 2001.00939",
        "the largest relative change at most 1e-6");

    private static readonly ClaimInfo Products = new(
        "path-and-products-invariant", "The path norm, the products over layers of spectral and of Frobenius norms, and the margin over the former do not change.", "Neyshabur et al. 2015, arXiv 1506.02617",
        "the largest relative change of the four at most 1e-6");

    private static readonly ClaimInfo Prior = new(
        "evidence-needs-its-prior", "The evidence changes when the prior stays where it was.", ChainRule,
        "the largest relative change of the Gauss-Newton log evidence at the λ of α = 1 above 0.01");

    private static readonly ClaimInfo CarriedPrior = new(
        "evidence-with-its-prior", "The evidence does not change when the prior is carried along.", ChainRule,
        "the largest relative change of the Gauss-Newton log evidence with the prior N(0, D²/λ) at most 1e-6");

    private static readonly ClaimInfo Coherence = new(
        "coherence-changes", "Coherence and flatness ratios have no unit, yet change: α weighs the layers' gradients differently.", ChainRule,
        "the smallest largest relative change of m-coherence, the flatness ratio of gradients and that of curvatures above 0.01");

    public static IReadOnlyList<ClaimInfo> All =>
    [
        SameFunction, SameNormalizedFunction, Curvature, NormalizedCurvature, Ball, Adaptive, Filter, FisherRao, Relative, Products, Prior, CarriedPrior, Coherence,
    ];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        AuditRecord audit = new(record);
        TrialPlan relu = audit.Trial(Transformation.ReluSeries), normalized = audit.Trial(Transformation.NormalizedSeries);
        IReadOnlyList<AuditRow> rows = audit.Rows(relu);
        string[] curvature = ["hessian_largest", "hessian_trace", "gradient_norm"];
        return
        [
            Outputs(SameFunction, audit.OutputChange(relu), OutputRounding), Outputs(SameNormalizedFunction, audit.OutputChange(normalized), OutputEpsilon),
            Changes(Curvature, rows, curvature), Changes(NormalizedCurvature, audit.Rows(normalized), curvature),
            Changes(Ball, rows, "box_sharpness/epsilon-0.001", "sam_sharpness/radius-0.05", "noise_tolerance"),
            Stays(Adaptive, rows, "adaptive_sharpness/radius-0.5", "noise_tolerance_relative"), Stays(Filter, rows, "filter_normalized_sharpness/step-0.25"),
            Stays(FisherRao, rows, "fisher_rao_norm"), Stays(Relative, rows, "relative_flatness"),
            Stays(Products, rows, "path_norm", "spectral_norm_product", "frobenius_norm_product", "normalized_margin"),
            Changes(Prior, rows, AuditRecord.PriorKept.Name), Stays(CarriedPrior, rows, AuditRecord.PriorCarried.Name),
            Changes(Coherence, rows, "m_coherence", "flatness_ratio/batch-8", "curvature_flatness_ratio"),
        ];
    }

    private static Claim Outputs(ClaimInfo claim, double change, double allowed) =>
        claim.Decide(change, change <= allowed);

    private static Claim Stays(ClaimInfo claim, IReadOnlyList<AuditRow> rows, params ReadOnlySpan<string> names)
    {
        AuditRow[] chosen = Choose(rows, names);
        if (Missing(chosen) is { } why) return claim.Undecided(why);
        AuditRow most = chosen.MaxBy(row => row.LargestChange)!;
        return Judged(claim, most, most.LargestChange <= ScalingResponse.Rounding ? Verdict.Held : Verdict.Contradicted);
    }

    private static Claim Changes(ClaimInfo claim, IReadOnlyList<AuditRow> rows, params ReadOnlySpan<string> names)
    {
        AuditRow[] chosen = Choose(rows, names);
        if (Missing(chosen) is { } why) return claim.Undecided(why);
        AuditRow least = chosen.MinBy(row => row.LargestChange)!;
        Verdict verdict = least.LargestChange > Change ? Verdict.Held : least.Finding == ScalingResponse.Invariant ? Verdict.Contradicted : Verdict.Undecided;
        return Judged(claim, least, verdict);
    }

    private static Claim Judged(ClaimInfo claim, AuditRow row, Verdict verdict) => double.IsFinite(row.LargestChange)
        ? claim.Judge(row.LargestChange, null, null, verdict, $"Decided by {row.Quantity.Name}.")
        : claim.Undecided($"{row.Quantity.Name} does not exist at every α.");

    private static AuditRow[] Choose(IReadOnlyList<AuditRow> rows, ReadOnlySpan<string> names)
    {
        string[] wanted = [.. names];
        return [.. wanted.Select(name => rows.Single(row => row.Quantity.Name == name))];
    }

    private static string? Missing(AuditRow[] rows) =>
        rows.FirstOrDefault(row => double.IsNaN(row.LargestChange)) is { } row ? $"{row.Quantity.Name} does not exist for this network." : null;
}
