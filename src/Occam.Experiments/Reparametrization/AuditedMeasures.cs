using Occam.Measures.Coherence;
using Occam.Measures.Curvature;
using Occam.Measures.Examples;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Norms;
using Occam.Measures.Planning;
using Occam.Numerics.Random;

namespace Occam.Experiments.Reparametrization;

/// <summary>One of every measure, with settings that make sense for some hundred examples, and the quantities that they give.</summary>
internal static class AuditedMeasures
{
    private const int BatchSize = 8, Partitions = 5;

    /// <summary>Every quantity, in the order of the results; "/LAYER" stands for one value a layer.</summary>
    public static IReadOnlyList<AuditedQuantity> Quantities { get; } =
    [
        .. Sweeps(BatchSize, new Seed(0)).SelectMany(m => m.Metrics.Select(metric => new AuditedQuantity(m.Id, metric.Name))),
        new("per-example-norms", "mean of the norms"), new("example-scores", "mean of the alignments"), new("example-scores", "mean of the output errors"),
        .. Points(null).SelectMany(m => m.Metrics.Select(metric => new AuditedQuantity(m.Id, metric.Name))),
    ];

    /// <summary>The measures of a sweep over so many examples.</summary>
    public static IMeasure[] Sweeps(int examples, Seed seed) =>
    [
        new MeanLoss(), new GradientStatistics(), new MCoherence(), new SignalToNoise(), new MinibatchDistribution(BatchSize, Partitions, seed.Derive("minibatches")),
        new GradientShares([.. Enumerable.Range(0, examples).Select(i => i % 4 == 0)], seed.Derive("shares")), new PerExampleNorms(), new ExampleScores(),
    ];

    /// <summary>The measures at a point.</summary>
    /// <param name="initial">The parameters before the training.</param>
    public static IPointMeasure[] Points(float[]? initial) =>
        [.. PointMeasures.All.Select(m => m is DistanceFromInitialization ? new DistanceFromInitialization(initial) : m)];

    /// <summary>What the measures of a sweep gave, with the means of those that give one value an example.</summary>
    public static IEnumerable<Metric> Observed(IReadOnlyList<Metric> metrics, IReadOnlyList<IMeasure> sweeps)
    {
        PerExampleNorms norms = sweeps.OfType<PerExampleNorms>().Single();
        ExampleScores scores = sweeps.OfType<ExampleScores>().Single();
        return
        [
            .. metrics, new Metric("mean of the norms", norms.Values.Average()), new Metric("mean of the alignments", scores.Alignments.Average()),
            new Metric("mean of the output errors", scores.OutputErrors.Average()),
        ];
    }
}
