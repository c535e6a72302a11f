using Occam.Measures.Coherence;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Norms;
using Occam.Measures.Planning;
using Occam.Measures.Sharpness;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>Which keys of measures.json are wanted. What no wanted key needs is not computed.</summary>
public sealed class MeasureKeys
{
    internal const string Parameters = "parameters", Examples = "examples", Batch = "batch_size", Norms = "per_example_gradient_norms", OutputErrors = "per_example_output_errors",
        Alignments = "per_example_alignments",
        Kernel = "ntk", Classes = "per_class", Layers = "per_layer", HessianTop = "hessian_top", HessianBottom = "hessian_bottom",
        FisherTop = "fisher_top", Density = "spectral_density", DensityGrid = "spectral_density_grid", DensityWidth = "spectral_density_width";

    /// <summary>What comparing minibatches gives.</summary>
    internal static string[] OfBlocks { get; } = ["batch_cosine", "gradient_regret", "batch_gradient_norm", "flatness_ratio"];

    /// <summary>What the curvature of the mean loss gives.</summary>
    internal static string[] OfCurvature { get; } = [HessianSpectrum.Trace, HessianTop, HessianBottom, FisherTop, GaussNewtonSpectrum.EffectiveRank, .. OfDensity];

    /// <summary>The density of the Hessian's eigenvalues.</summary>
    internal static string[] OfDensity => [DensityGrid, Density, DensityWidth];

    /// <summary>What the evidence gives.</summary>
    internal static string[] OfEvidence { get; } = [.. new LogEvidence().Metrics.Select(m => m.Name)];

    /// <summary>Names of several keys of a model together: those of a topic, and those of one measure.</summary>
    internal static IReadOnlyDictionary<string, string[]> Groups { get; } = new (string Name, string[] Keys)[]
    {
        ("curvature", OfCurvature), ("evidence", OfEvidence), ("sharpness", PointKeys.OfSharpness), ("norms", PointKeys.OfNorms),
    }.Concat(PointKeys.Measures.Select(m => (Name: m.Id, Keys: PointKeys.Of(m)))).ToDictionary(g => g.Name, g => g.Keys);

    private readonly HashSet<string> _wanted;

    private MeasureKeys(IReadOnlyList<string> known, string? only, IReadOnlyDictionary<string, string[]> groups)
    {
        string[] chosen = only is null ? [.. known.Except(PointKeys.OnRequest)] : only.Split(',', StringSplitOptions.TrimEntries);
        string[] names = [.. known, .. groups.Keys];
        Fault[] faults = [.. chosen.Where(key => !names.Contains(key)).Select(key =>
            new Fault("--only", $"keys between commas: {string.Join(", ", names)}", $"'{key}'", NearestName.Hint(key, names)))];
        if (faults.Length > 0) throw new InputException(faults);
        _wanted = [.. chosen.SelectMany(key => groups.GetValueOrDefault(key, [key]))];
    }

    /// <summary>The keys of a model, in the order of the document.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        Parameters, Examples, .. Of(new MeanLoss()), .. Of(new GradientStatistics()), .. Of(new MCoherence()), .. Of(new SignalToNoise()), Norms, OutputErrors, Alignments, Batch, .. OfBlocks, .. OfCurvature, .. OfEvidence,
        .. PointKeys.OfSharpness, .. PointKeys.OfNorms, Kernel, Layers, Classes,
    ];

    /// <summary>The keys of gradients that were computed elsewhere: what needs no model.</summary>
    public static IReadOnlyList<string> KnownOfGradients { get; } = [.. Known.Except([.. Of(new MeanLoss()), .. Of(new SignalToNoise()), OutputErrors, Alignments, .. OfCurvature, .. OfEvidence, .. PointKeys.OfSharpness, .. PointKeys.OfNorms, Kernel, Layers])];

    /// <summary>The wanted keys of a model.</summary>
    /// <param name="only">Keys, or names of groups of keys, between commas; null for all but those that are costly.</param>
    /// <exception cref="InputException">With a fault for every unknown key.</exception>
    public static MeasureKeys OfModel(string? only) => new(Known, only, Groups);

    /// <summary>The wanted keys of a file of gradients.</summary>
    /// <param name="only">Keys between commas, or null for all.</param>
    /// <exception cref="InputException">With a fault for every unknown key.</exception>
    public static MeasureKeys OfGradients(string? only) => new(KnownOfGradients, only, new Dictionary<string, string[]>());

    internal bool Wants(string key) => _wanted.Contains(key);

    internal bool Wants(params ReadOnlySpan<string> keys) => keys.ToArray().Any(_wanted.Contains);

    /// <summary>Whether a metric of this measure is wanted; one of a layer counts as <see cref="Layers"/>.</summary>
    internal bool Wants(IMeasure measure) => Of(measure).Any(_wanted.Contains) || (measure is MCoherence && _wanted.Contains(Layers));

    /// <summary>Whether a metric of this measure is wanted; one of a layer counts as <see cref="Layers"/>.</summary>
    internal bool Wants(IPointMeasure measure) => PointKeys.Of(measure).Any(_wanted.Contains) || (measure is WeightNorms or RelativeFlatness && _wanted.Contains(Layers));

    private static IEnumerable<string> Of(IMeasure measure) => measure.Metrics.Select(m => m.Name).Where(name => !name.Contains('/', StringComparison.Ordinal));
}
