using System.Numerics;
using System.Text.Json.Nodes;
using Occam.Data.Datasets;
using Occam.Experiments.Models;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Measures.Planning;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>Spectrum and evidence of a model, into the document.</summary>
internal static class CurvatureMeasurement
{
    /// <summary>Two places for each width of the smoothing.</summary>
    private const int DensityPoints = 217;

    /// <summary>Puts every wanted key, or the reason for its absence, into the document, and returns what a reader has to know.</summary>
    public static IReadOnlyList<string> Measure<T>(
        LoadedModel<T> model, Dataset data, MeasureRequest request, CurvaturePlan plan, Workers workers, MeasureWork work, MeasureDocument document, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (plan.Missing is { } missing)
        {
            foreach (string key in MeasureKeys.OfCurvature.Concat(MeasureKeys.OfEvidence)) document.Miss(key, missing);
        }

        if (plan.Cost is not { } cost) return [];
        using NetworkPasses<T> passes = new(model.Network, workers, plan.Chunk);
        using NetworkPasses<double>? precise = cost.IsExact && !Precisions.IsDouble<T>() ? new(model.BuildDouble(), workers, plan.Chunk) : null;
        PointSite<T> site = new(passes, model.Loss<T>(request.Loss), data, model.Theta, model.State, new Seed(0).Derive("measure"))
        {
            Double = precise is null ? null : new DoublePasses(precise, model.Loss<double>(request.Loss)),
            Settings = plan.Settings,
            Control = new IterationControl(_ => work.Done(1), cancellation),
        };
        Spectra(site.Spectra, request.Keys, document);
        EvidenceReport? evidence = request.Keys.Wants(MeasureKeys.OfEvidence) ? LogEvidence.Measure(site) : null;
        if (evidence is not null) Evidence(evidence, document);
        return [.. CurvatureNotes.Of(model, request, cost, site.Spectra), .. evidence is null ? [] : CurvatureNotes.Of(evidence, plan.Settings, site.Loss)];
    }

    private static void Spectra(PointSpectra spectra, MeasureKeys keys, MeasureDocument document)
    {
        if (keys.Wants(HessianSpectrum.Trace)) document.Add([spectra.HessianTrace.As(HessianSpectrum.Trace)]);
        if (keys.Wants(MeasureKeys.HessianTop)) Ends(MeasureKeys.HessianTop, spectra.HessianLargest, document);
        if (keys.Wants(MeasureKeys.HessianBottom)) Ends(MeasureKeys.HessianBottom, spectra.HessianSmallest, document);
        if (keys.Wants(MeasureKeys.FisherTop)) Ends(MeasureKeys.FisherTop, spectra.FisherLargest, document);
        if (keys.Wants(MeasureKeys.OfDensity)) Density(spectra.Quadrature(CurvatureKind.Hessian), document);
        if (!keys.Wants(GaussNewtonSpectrum.EffectiveRank)) return;
        if (double.IsFinite(spectra.EffectiveRank.Value)) document.Add([spectra.EffectiveRank.As(GaussNewtonSpectrum.EffectiveRank)]);
        else document.Miss(GaussNewtonSpectrum.EffectiveRank, "the Gauss-Newton matrix is zero: the outputs do not move, or the loss has no curvature there");
    }

    private static void Density(SpectralQuadrature hessian, MeasureDocument document)
    {
        SpectralDensity density = hessian.Density(DensityPoints);
        document.Put(MeasureKeys.DensityWidth, MeasureDocument.Number(density.Width));
        document.PutExamples(MeasureKeys.DensityGrid, density.Grid);
        document.PutExamples(MeasureKeys.Density, density.Density);
        if (!hessian.IsExact) document.PutError(MeasureKeys.Density, new JsonArray([.. density.Error.Select(MeasureDocument.Number)]));
    }

    private static void Ends(string key, IReadOnlyList<Estimate> values, MeasureDocument document)
    {
        document.Put(key, new JsonArray([.. values.Select(e => MeasureDocument.Number(e.Value))]));
        if (values[0].Error is not null) document.PutError(key, new JsonArray([.. values.Select(e => MeasureDocument.Number(e.Error!.Value))]));
    }

    private static void Evidence(EvidenceReport report, MeasureDocument document)
    {
        foreach (Metric metric in LogEvidence.MetricsOf(report))
        {
            if (double.IsFinite(metric.Value)) document.Add([metric]);
            else document.Miss(metric.Name, WhyMissing(report, metric.Name));
        }
    }

    private static string WhyMissing(EvidenceReport report, string name)
    {
        if (double.IsNaN(report.Precision)) return "all parameters are zero, so the evidence grows with the prior precision for ever: give --prior-precision";
        bool compared = name.EndsWith(LogEvidence.OverNull, StringComparison.Ordinal);
        if (compared && report.Classes is null) return "the null model guesses a class, and a squared error is no probability of one";
        EvidenceEstimate estimate = name.StartsWith(LogEvidence.GaussNewton, StringComparison.Ordinal) || name == LogEvidence.GaussNewtonFactor ? report.GaussNewton : report.Hessian;
        string count = report.IsExact ? $"{estimate.NonPositive} of its eigenvalues" : "at least one of its eigenvalues";
        return FormattableString.Invariant($"n·H + λI is not positive definite, {count} not above zero and the smallest {estimate.Smallest:G4}: this is no minimum; see {LogEvidence.GaussNewton}");
    }
}
