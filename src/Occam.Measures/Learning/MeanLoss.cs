using System.Collections.Immutable;
using Occam.Measures.Planning;

namespace Occam.Measures.Learning;

/// <summary>The mean loss and the accuracy over the examples.</summary>
public sealed class MeanLoss : IMeasure
{
    /// <summary>The name of the mean loss in records.</summary>
    public const string Loss = "loss";

    /// <summary>The name of the accuracy in records.</summary>
    public const string Accuracy = "accuracy";

    /// <inheritdoc/>
    public string Id => "loss";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new(Loss, "nats", "(1/n) Σ_i ℓ_i", "definition"),
        new(Accuracy, "1", "the fraction of examples whose class has the largest output", "definition"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.Losses()];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        double sum = 0;
        foreach (double loss in at.Losses) sum += loss;
        return [new Metric(Loss, sum / at.ExampleCount), new Metric(Accuracy, (double)at.CorrectCount / at.ExampleCount)];
    }
}
