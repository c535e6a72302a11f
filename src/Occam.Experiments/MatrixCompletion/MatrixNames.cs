using System.Globalization;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The names of the computations of <see cref="MatrixCompletionExperiment"/> and of their results.</summary>
internal static class MatrixNames
{
    public const string Plan = "plan", Sizes = "sizes", Observed = "observed", Depths = "depths", Starts = "starts", PathDepths = "path-depths";
    public const string Values = "values", Spectrum = "spectrum";
    public const string Steps = "steps", Spectra = "spectra", Errors = "errors", Predicted = "predicted", Measured = "measured", Shares = "shares", Imbalances = "imbalances";

    public static string Truth(int draw) => string.Create(CultureInfo.InvariantCulture, $"truth-{draw}");

    public static string Least(int observed, int draw) => string.Create(CultureInfo.InvariantCulture, $"least-norm-{observed}-{draw}");

    public static string Fit(FitPoint at) => string.Create(CultureInfo.InvariantCulture, $"depth-{at.Depth}-{at.Observed}-start-{at.Start}-{at.Draw}");

    public static string Path(int depth, int draw) => string.Create(CultureInfo.InvariantCulture, $"path-{depth}-{draw}");
}
