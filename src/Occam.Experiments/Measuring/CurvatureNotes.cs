using System.Globalization;
using System.Numerics;
using Occam.Experiments.Models;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Networks.Losses;

namespace Occam.Experiments.Measuring;

/// <summary>What has to be known about the curvature and the evidence of a document.</summary>
internal static class CurvatureNotes
{
    private static readonly string[] Kinked = ["relu", "relu6", "leaky relu", "max-pool"];

    /// <summary>How the spectra were made.</summary>
    public static IEnumerable<string> Of<T>(LoadedModel<T> model, MeasureRequest request, CurvatureCost cost, PointSpectra spectra)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string[] kinks = [.. model.Network.Nodes.Select(n => n.Layer?.Kind).OfType<string>().Where(Kinked.Contains).Distinct()];
        if (kinks.Length > 0)
            yield return $"The kinks of {string.Join(", ", kinks)} have no second derivative: the Hessian is that of the smooth piece around the point, and says nothing of the next. effective_rank and log_evidence_gauss_newton need no second derivative of the network; filter_normalized_sharpness and box_sharpness look over a finite distance.";
        if (cost.IsExact)
        {
            yield return "Curvature: all eigenvalues, from the dense matrix.";
            yield break;
        }

        bool ends = request.Keys.Wants(MeasureKeys.HessianTop, MeasureKeys.HessianBottom);
        string residuals = !ends ? "" : spectra.EndsConverged
            ? $" The ends of the spectrum are from up to {cost.ExtremeSteps} Lanczos steps, with residuals as errors."
            : $" The ends of the spectrum are from {cost.ExtremeSteps} Lanczos steps and not all have converged; their errors are residuals: some eigenvalue is that near.";
        yield return $"Curvature: estimated in {Precisions.Name<T>()} precision with {cost.Probes} random probes of {cost.Steps} Lanczos steps, and {cost.TraceProducts} products for a trace; "
            + $"errors are over the probes and know nothing of too few steps. --samples K takes more.{residuals}";
    }

    /// <summary>Where the prior comes from and what the evidence is worth.</summary>
    public static IEnumerable<string> Of<T>(EvidenceReport evidence, CurvatureSettings settings, ILoss<T> loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (double.IsNaN(evidence.Precision)) yield break;
        yield return Source(evidence, settings);
        if (!evidence.IsStationary)
        {
            yield return "The evidence is not taken at a stationary point: " + FormattableString.Invariant($"‖∇(n·L + λ‖w‖²/2)‖ = {evidence.GradientNorm:G4}, ")
                + FormattableString.Invariant($"and a step to the minimum would gain at least {evidence.Gain:G4} nats by the Gauss-Newton matrix, more than the {EvidenceReport.LargestGain:G1} that is let pass.");
        }

        if (loss is SoftmaxCrossEntropy<T> { LabelSmoothing: > 0 }) yield return "With label smoothing the loss is not the negative log likelihood of the labels, so the evidence is not that of a model of them.";
        if (loss is SquaredError<T>) yield return "With mse the likelihood is a normal density of variance 1 without its constant, (2π)^(−1/2) for each output.";
    }

    private static string Source(EvidenceReport evidence, CurvatureSettings settings)
    {
        string value = evidence.Precision.ToString("G6", CultureInfo.InvariantCulture);
        return evidence.Source switch
        {
            PrecisionSource.Given => $"prior_precision is the given {value}.",
            PrecisionSource.WeightDecay => FormattableString.Invariant($"prior_precision is {evidence.Examples} examples × {settings.WeightDecay} of weight decay, as the checkpoint was trained; --prior-precision chooses another."),
            _ => FormattableString.Invariant($"prior_precision has the largest Gauss-Newton evidence on a grid of 20 points a decade from {evidence.Grid!.Lowest:G3} to {evidence.Grid.Highest:G3}")
                + $"{(evidence.Grid.IsAtEnd ? ", at an end of which it lies" : "")}: chosen after the data, so the evidence flatters a little; --prior-precision chooses another.",
        };
    }
}
