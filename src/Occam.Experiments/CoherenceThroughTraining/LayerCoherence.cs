using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Networks.Passes;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>Whether the convolutions of a network are more coherent than its dense layers.</summary>
internal static class LayerCoherence
{
    /// <summary>The claim that they are, judged.</summary>
    public static Claim Judge(ClaimInfo claim, RunRecord record)
    {
        if (CoherenceExperiment.Layered(record) is not { } trial) return claim.Undecided("There is no training on true labels.");
        Network<float> network = record.Laboratory.Build(trial);
        string[] convolutions = Names(network, "convolution"), dense = Names(network, "dense");
        if (convolutions.Length == 0 || dense.Length == 0) return claim.Undecided("The network has no convolution, or no dense layer: set convolution=lenet.");
        Curve curve = record[trial];
        double[] accuracies = curve.Values(MetricNames.TrainAccuracy);
        List<(double Log, double Error)> ratios = [];
        for (int i = 0; i < accuracies.Length && accuracies[i] < record.Laboratory.FitAccuracy; i++)
        {
            if (curve.Steps[i] > CoherenceShape.Transient) ratios.Add(Ratio(curve, i, convolutions, dense));
        }

        if (ratios.Count == 0) return claim.Undecided("There is no observation after step 25 and before the labels are fitted.");
        // The observations share their examples, so their errors are taken as fully correlated: the widest that the interval can be.
        double log = ratios.Average(r => r.Log), half = Intervals.Z * ratios.Average(r => r.Error);
        return claim.Above(
            1, Elementary.Exp(log), Elementary.Exp(log - half), Elementary.Exp(log + half),
            $"{string.Join(", ", convolutions)} against {string.Join(", ", dense)}, at {ratios.Count} observations.");
    }

    private static string[] Names(Network<float> network, string kind) => [.. network.Nodes.ToArray().Where(n => n.Layer?.Kind == kind).Select(n => n.Name)];

    private static (double Log, double Error) Ratio(Curve curve, int observation, string[] above, string[] below)
    {
        (double a, double aError) = Mean(curve, observation, above);
        (double b, double bError) = Mean(curve, observation, below);
        return (a - b, aError + bError);
    }

    /// <summary>The mean of ln m-coherence over layers, and its error with the layers' errors fully correlated.</summary>
    private static (double Log, double Error) Mean(Curve curve, int observation, string[] layers)
    {
        double log = 0, error = 0;
        foreach (string layer in layers)
        {
            double value = curve.Values($"{MetricNames.MCoherence}/{layer}")[observation];
            log += Elementary.Log(value) / layers.Length;
            error += curve.Values($"{MetricNames.MCoherence}/{layer}_error")[observation] / value / layers.Length;
        }

        return (log, error);
    }
}
