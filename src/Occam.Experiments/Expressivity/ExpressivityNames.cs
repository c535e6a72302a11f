using System.Globalization;
using Occam.Experiments.Judging;

namespace Occam.Experiments.Expressivity;

/// <summary>The names of the computations of <see cref="ExpressivityExperiment"/> and of their results.</summary>
internal static class ExpressivityNames
{
    public const string True = "true", Random = "random";
    public const string Plan = "plan", Sizes = "sizes", Choices = "choices";
    public const string Previous = "previous", Midpoint = "midpoint";
    public const string Theta = "theta", Values = "values", Right = "right", Line = "line", Heights = "heights";
    public const string Perceptron = "mlp", Hinges = "hinges";

    public static IReadOnlyList<string> Labels => [True, Random];

    public static IReadOnlyList<string> Thresholds => [Previous, Midpoint];

    public static IReadOnlyList<string> Trained => [Perceptron, Hinges];

    /// <summary>Where thresholds stand, as <see cref="Numerics.Dense.HingeSystem"/> is told.</summary>
    public static double Fraction(string thresholds) => thresholds == Previous ? 1 : 0.5;

    public static string Lines(int size) => string.Create(CultureInfo.InvariantCulture, $"lines-{size}");

    public static string Number(string thresholds, string labels, int size) => string.Create(CultureInfo.InvariantCulture, $"number-{thresholds}-{labels}-{size}");

    public static string Classes(string labels, int size) => string.Create(CultureInfo.InvariantCulture, $"classes-{labels}-{size}");

    public static string Training(string kind, string labels, int size) => string.Create(CultureInfo.InvariantCulture, $"trained-{kind}-{labels}-{size}");

    public static ConstructedValues Number(RunRecord record, string thresholds, string labels, int size) =>
        ConstructedValues.Of(record.Result(Number(thresholds, labels, size), Values));

    public static ConstructedValues Classes(RunRecord record, string labels, int size) => ConstructedValues.Of(record.Result(Classes(labels, size), Values));

    public static TrainedValues Training(RunRecord record, string kind, string labels, int size) => TrainedValues.Of(record.Result(Training(kind, labels, size), Values));
}
