using System.Globalization;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The names by which <see cref="MinimumNormExperiment"/> finds its results again.</summary>
internal static class MinimumNormNames
{
    /// <summary>The computation that writes the plan down, and its results.</summary>
    public const string Plan = "plan", Kernels = "kernels", Sizes = "sizes", Ridges = "ridges", Counts = "counts";

    /// <summary>Results of a kernel at one size: see <see cref="KernelValues"/>, the norm of each class, the predicted class of each test image.</summary>
    public const string Values = "values", ClassNorms = "class-norms", Predictions = "predictions";

    /// <summary>Results of a descent, at its milestones and at its end.</summary>
    public const string Epochs = "epochs", Distance = "distance", OwnDistance = "own-distance", Residual = "residual", End = "end";

    /// <summary>The descents.</summary>
    public const string Stochastic = "descent-stochastic", WholeBatch = "descent-whole-batch", RandomStart = "descent-random-start";

    /// <summary>The norms without each tenth of the examples, and its results.</summary>
    public const string Jackknife = "norms-without-a-tenth", PixelNorms = "pixels", WaveletNorms = "wavelets";

    /// <summary>A kernel at one number of training examples.</summary>
    public static string Point(string kernel, int examples) => string.Create(CultureInfo.InvariantCulture, $"{kernel}-{examples}");

    /// <summary>The same with each ridge.</summary>
    public static string Ridge(string kernel, int examples) => $"{Point(kernel, examples)}-ridge";
}
