using System.Globalization;

namespace Occam.Experiments.Capacity;

/// <summary>The names by which <see cref="CapacityExperiment"/> finds its results again.</summary>
internal static class CapacityNames
{
    /// <summary>The computation that writes the plan down, and its results.</summary>
    public const string Plan = "plan", Counts = "counts", Sizes = "sizes", Networks = "networks";

    /// <summary>More of it: what is known of networks and examples before any training.</summary>
    public const string Growth = "growth", Facts = "facts", Lengths = "lengths", Patterns = "patterns";

    /// <summary>Results of a training: see <see cref="FitValues"/>.</summary>
    public const string Values = "values", Margins = "margins", Norms = "norms";

    /// <summary>Results of a training for stability: the loss of every test example, and of the examples that are left out.</summary>
    public const string TestLosses = "test-losses", LeftOutLosses = "left-out-losses", Ends = "ends";

    /// <summary>A training on true labels, or on the draw of random ones that has the number of the repetition.</summary>
    public static string Fit(string model, int examples, bool random, int repetition) =>
        string.Create(CultureInfo.InvariantCulture, $"fit-{model.Replace(':', '-')}-{examples}-{Labels(random)}-{repetition}");

    /// <summary>The training on everything.</summary>
    public static string Whole(bool random) => $"whole-{Labels(random)}";

    /// <summary>The training without the j-th of the chosen examples.</summary>
    public static string Without(bool random, int j) => string.Create(CultureInfo.InvariantCulture, $"without-{Labels(random)}-{j + 1}");

    /// <summary>What the labels are called.</summary>
    public static string Labels(bool random) => random ? "random" : "true";
}
