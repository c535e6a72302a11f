using Occam.Measures.Learning;

namespace Occam.Experiments.Trials;

/// <summary>The names of metrics in records.</summary>
public static class MetricNames
{
    /// <summary>Mean loss on the training set, with the labels that it is trained on.</summary>
    public const string TrainLoss = "train_loss";

    /// <summary>Accuracy on the training set, with the labels that it is trained on.</summary>
    public const string TrainAccuracy = "train_accuracy";

    /// <summary>Mean loss on the test set, with true labels.</summary>
    public const string TestLoss = "test_loss";

    /// <summary>Accuracy on the test set, with true labels.</summary>
    public const string TestAccuracy = "test_accuracy";

    /// <summary>m-coherence of the training set.</summary>
    public const string MCoherence = Measures.Coherence.MCoherence.Name;

    /// <summary>Its standard error.</summary>
    public const string MCoherenceError = MCoherence + "_error";

    internal static string Train(string name) => name is MeanLoss.Loss or MeanLoss.Accuracy ? $"train_{name}" : name;

    internal static string Test(string name) => $"test_{name}";
}
