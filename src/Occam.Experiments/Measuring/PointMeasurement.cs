using System.Numerics;
using Occam.Data.Datasets;
using Occam.Experiments.Models;
using Occam.Measures.Curvature;
using Occam.Measures.Norms;
using Occam.Measures.Planning;
using Occam.Measures.Sharpness;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>Sharpness, norms and margins of a model, into the document.</summary>
internal static class PointMeasurement
{
    /// <summary>Puts every wanted key, or the reason for its absence, into the document, and returns what a reader has to know.</summary>
    public static IReadOnlyList<string> Measure<T>(
        LoadedModel<T> model, Dataset data, MeasureRequest request, PointPlan plan, Workers workers, MeasureWork work, MeasureDocument document, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((IPointMeasure measure, string reason) in plan.Missing)
        {
            foreach (string key in PointKeys.Of(measure)) document.Miss(key, reason);
        }

        if (plan.Measures.Count == 0) return [];
        using NetworkPasses<T> passes = new(model.Network, workers, plan.Chunk);
        PointSite<T> site = new(passes, model.Loss<T>(request.Loss), data, model.Theta, model.State, new Seed(0).Derive("measure"))
        {
            Control = new IterationControl(_ => work.Done(1), cancellation),
        };
        foreach (IPointMeasure measure in plan.Measures)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<Metric> metrics = Known(measure, model, request).Evaluate(site);
            foreach (Metric metric in metrics.Where(m => !PointKeys.IsOfLayer(m))) document.Add(metric with { Name = PointKeys.Of(metric.Name) }, PointReasons.For(metric, model));
            document.AddToLayers(metrics.Where(PointKeys.IsOfLayer));
        }

        return [.. Notes(model, plan)];
    }

    /// <summary>The measure as it is for this model: the distance from the initial weights needs these, and single layers cost products that not everybody wants.</summary>
    private static IPointMeasure Known<T>(IPointMeasure measure, LoadedModel<T> model, MeasureRequest request)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => measure switch
        {
            DistanceFromInitialization => new DistanceFromInitialization(model.Initial()),
            RelativeFlatness => new RelativeFlatness(request.Keys.Wants(MeasureKeys.Layers)),
            _ => measure,
        };

    private static IEnumerable<string> Notes<T>(LoadedModel<T> model, PointPlan plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (model.State.Length > 0 && plan.Measures.Any(m => m is WeightNorms or OutputMargin or SamSharpness or BoxSharpness or BoxSharpnessSubspace))
        {
            yield return "Weights before a normalization can be rescaled without changing the function, so norms, the normalized margin, sam_sharpness and box_sharpness can be set at will: "
                + "compare adaptive_sharpness, filter_normalized_sharpness and noise_tolerance_relative, which do not depend on the scale. Statistics of batches are the stored ones.";
        }
    }
}
