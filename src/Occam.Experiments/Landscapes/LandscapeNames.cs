using System.Globalization;

namespace Occam.Experiments.Landscapes;

/// <summary>The names of trainings, computations and results of <see cref="LandscapeExperiment"/>.</summary>
internal static class LandscapeNames
{
    public const string Small = "small", Large = "large", SmallDecay = "small-decay", LargeDecay = "large-decay", Skip = "skip", NoSkip = "no-skip";

    public const string Positions = "positions", Filter = "filter", Plain = "plain", Loss = "loss", Accuracy = "accuracy";
    public const string Shares = "shares", Course = "course", First = "first", Second = "second", RandomShare = "random-share", WalkShares = "walk-shares", Steps = "steps";
    public const string Differences = "differences", Rises = "rises", Extremes = "extremes", Norm = "norm", Values = "values", Reestimated = "reestimated";

    /// <summary>The four dense trainings of a repetition.</summary>
    public static IReadOnlyList<string> Dense { get; } = [Small, Large, SmallDecay, LargeDecay];

    /// <summary>The dense trainings whose sharpest plane is drawn.</summary>
    public static IReadOnlyList<string> Sharpest { get; } = [Small, Large];

    /// <summary>The two residual trainings of a repetition.</summary>
    public static IReadOnlyList<string> Residual { get; } = [Skip, NoSkip];

    public static string Series(string kind, int repetition) => $"{kind}-{Number(repetition + 1)}";

    public static string Lines(string series) => $"lines-{series}";

    public static string Between(string suffix, int repetition) => $"between{suffix}-{Number(repetition + 1)}";

    public static string BetweenResidual(string kind) => $"between-{kind}";

    public static string Components(string series) => $"components-{series}";

    public static string Row(string plane, string series, int row) => $"{plane}-{series}-{row.ToString("D3", CultureInfo.InvariantCulture)}";

    public static string Eigenvectors(string series) => $"eigenvectors-{series}";

    public static string Curvature(string series) => $"curvature-{series}";

    public static string Rescaled(string series) => $"rescaled-{series}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
