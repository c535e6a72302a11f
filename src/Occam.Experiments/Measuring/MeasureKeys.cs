using Occam.Measures.Coherence;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>Which keys of measures.json are wanted. What no wanted key needs is not computed.</summary>
public sealed class MeasureKeys
{
    internal const string Parameters = "parameters", Examples = "examples", Batch = "batch_size", Norms = "per_example_gradient_norms",
        Kernel = "ntk", Classes = "per_class", Layers = "per_layer", HessianTop = "hessian_top", HessianBottom = "hessian_bottom";

    /// <summary>What comparing minibatches gives.</summary>
    internal static string[] OfBlocks { get; } = ["batch_cosine", "gradient_regret", "batch_gradient_norm", "flatness_ratio"];

    /// <summary>What the curvature of the mean loss gives.</summary>
    internal static string[] OfCurvature { get; } = [HessianSpectrum.Trace, HessianTop, HessianBottom, GaussNewtonSpectrum.EffectiveRank];

    /// <summary>What the evidence gives.</summary>
    internal static string[] OfEvidence { get; } = [.. new LogEvidence().Metrics.Select(m => m.Name)];

    private readonly HashSet<string> _wanted;

    private MeasureKeys(IReadOnlyList<string> known, string? only)
    {
        string[] chosen = only is null ? [.. known] : only.Split(',', StringSplitOptions.TrimEntries);
        Fault[] faults = [.. chosen.Where(key => !known.Contains(key)).Select(key =>
            new Fault("--only", $"keys between commas: {string.Join(", ", known)}", $"'{key}'", NearestName.Hint(key, known)))];
        if (faults.Length > 0) throw new InputException(faults);
        _wanted = [.. chosen];
    }

    /// <summary>The keys of a model, in the order of the document.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        Parameters, Examples, .. Of(new MeanLoss()), .. Of(new GradientStatistics()), .. Of(new MCoherence()), Norms, Batch, .. OfBlocks, .. OfCurvature, .. OfEvidence,
        Kernel, Layers, Classes,
    ];

    /// <summary>The keys of gradients that were computed elsewhere: what needs no model.</summary>
    public static IReadOnlyList<string> KnownOfGradients { get; } = [.. Known.Except([.. Of(new MeanLoss()), .. OfCurvature, .. OfEvidence, Kernel, Layers])];

    /// <summary>The wanted keys of a model.</summary>
    /// <param name="only">Keys between commas, or null for all.</param>
    /// <exception cref="InputException">With a fault for every unknown key.</exception>
    public static MeasureKeys OfModel(string? only) => new(Known, only);

    /// <summary>The wanted keys of a file of gradients.</summary>
    /// <param name="only">Keys between commas, or null for all.</param>
    /// <exception cref="InputException">With a fault for every unknown key.</exception>
    public static MeasureKeys OfGradients(string? only) => new(KnownOfGradients, only);

    internal bool Wants(string key) => _wanted.Contains(key);

    internal bool Wants(params ReadOnlySpan<string> keys) => keys.ToArray().Any(_wanted.Contains);

    /// <summary>Whether a metric of this measure is wanted; one of a layer counts as <see cref="Layers"/>.</summary>
    internal bool Wants(IMeasure measure) => Of(measure).Any(_wanted.Contains) || (measure is MCoherence && _wanted.Contains(Layers));

    private static IEnumerable<string> Of(IMeasure measure) => measure.Metrics.Select(m => m.Name).Where(name => !name.Contains('/', StringComparison.Ordinal));
}
