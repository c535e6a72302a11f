using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Networks.Curvature;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;

namespace Occam.Experiments.Reparametrization;

/// <summary>
/// The log evidence (Gauss-Newton, Laplace) after a rescaling D, with the prior N(0, I/λ) of the trained network left where it was, and carried along:
/// N(0, D²/λ). Carried along, the eigenvalues of D·G·D decide, with G at Dθ, and the length of D⁻¹(Dθ).
/// </summary>
internal static class PriorAudit
{
    public const string Kept = "kept", Carried = "carried";
    private const int Probes = 5, Steps = 30;

    public static string Name(TrialPlan trial) => $"prior-{trial.Series}";

    /// <summary>Both evidences, one value an α.</summary>
    public static Computation Computation(TrialPlan trial, int[] examples) => new(Name(trial), [Kept, Carried], site => Compute(site, trial, Subset.Select(trial.Train, examples)));

    private static NamedArray[] Compute(ComputationSite site, TrialPlan trial, Dataset data)
    {
        NetworkPasses<float> passes = site.Passes(trial.Series);
        Transformation transformation = Transformation.All(trial, passes.Network)[^1];
        double[] kept = new double[Transformation.Alphas.Length], carried = new double[kept.Length];
        double precision = 0;
        for (int a = 0; a < kept.Length; a++)
        {
            site.Report(a, kept.Length);
            (float[] theta, float[] state) = Audit.Rescaled(site, trial, transformation, Transformation.Alphas[a]);
            NetworkPoint<float> point = new(passes, site.Laboratory.Loss, new DatasetExamples<float>(data, site.Cancellation), theta, state);
            double[] factors = transformation.Factors(passes.Network, Transformation.Alphas[a]);
            SpectralQuadrature plain = Spectrum(site, new GaussNewton<float>(point)), scaled = Spectrum(site, new Scaled(new GaussNewton<float>(point), factors));
            LaplacePoint here = Point(data, point, [.. theta.Select(p => (double)p)]), back = Point(data, point, [.. theta.Zip(factors, (p, f) => p / f)]);
            if (a == 0) precision = LaplaceEvidence.BestPrecision(here, plain).Precision;
            kept[a] = LaplaceEvidence.At(here, plain, precision, semidefinite: true).LogEvidence;
            carried[a] = LaplaceEvidence.At(back, scaled, precision, semidefinite: true).LogEvidence;
        }

        return [new(Kept, kept), new(Carried, carried)];
    }

    private static LaplacePoint Point(Dataset data, NetworkPoint<float> point, double[] parameters) => new(data.Count, point.MeanLoss, parameters.Sum(p => p * p));

    private static SpectralQuadrature Spectrum(ComputationSite site, ILinearOperator matrix)
    {
        Seed seed = site.Laboratory.Seed.Derive("reparametrization").Derive("prior");
        return StochasticLanczosQuadrature.Run(site.Workers, matrix, seed, new QuadratureSettings { Probes = Probes, Steps = Steps }, new IterationControl(null, site.Cancellation));
    }

    /// <summary>D·A·D.</summary>
    private sealed class Scaled(ILinearOperator inner, double[] factors) : ILinearOperator
    {
        private readonly double[] _scaled = new double[factors.Length];

        public int Dimension => inner.Dimension;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int p = 0; p < factors.Length; p++) _scaled[p] = factors[p] * x[p];
            inner.Apply(_scaled, y);
            for (int p = 0; p < factors.Length; p++) y[p] *= factors[p];
        }
    }
}
