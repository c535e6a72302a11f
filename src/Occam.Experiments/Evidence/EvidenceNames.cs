using System.Globalization;

namespace Occam.Experiments.Evidence;

/// <summary>The names by which <see cref="EvidenceExperiment"/> finds its results again.</summary>
internal static class EvidenceNames
{
    /// <summary>The computation that writes the plan down, and its results.</summary>
    public const string Plan = "plan", Lambdas = "lambdas", NetworkLambdas = "network-lambdas", Counts = "counts";

    /// <summary>Results of the linear model, one value for each λ.</summary>
    public const string Objective = "objective", Occam = "occam", Evidence = "evidence", TrainAccuracy = "train-accuracy", TestAccuracy = "test-accuracy";

    /// <summary>More of them; the losses are those of every test example, λ by λ.</summary>
    public const string TestLoss = "test-loss", TestLosses = "test-losses", Bias = "bias", GradientNorm = "gradient-norm", Gain = "gain";

    /// <summary>The results of the network at one λ: see <see cref="NetworkEvidence"/>.</summary>
    public const string Values = "values";

    /// <summary>Label set 0 has the true labels, the others are draws.</summary>
    public static string Linear(int labels) => string.Create(CultureInfo.InvariantCulture, $"linear-{LabelSet(labels)}");

    /// <summary>The network with these labels at this λ.</summary>
    public static string Network(int labels, double lambda) => string.Create(CultureInfo.InvariantCulture, $"network-{LabelSet(labels)}-{lambda:0.##########}");

    private static string LabelSet(int labels) => labels == 0 ? "true" : string.Create(CultureInfo.InvariantCulture, $"random-{labels}");
}
