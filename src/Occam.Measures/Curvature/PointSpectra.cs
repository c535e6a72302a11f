using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Curvature;

/// <summary>
/// The spectra of the Hessian and of the Gauss-Newton matrix at one point, each part made when it is first asked for and kept. A small
/// network gets all eigenvalues, in double precision if the site has it; a larger one Lanczos for the ends of the spectrum and random probes for
/// the rest. Nothing is clipped.
/// </summary>
public sealed class PointSpectra
{
    /// <summary>How many of the largest eigenvalues are reported.</summary>
    public const int LargestCount = 10;

    /// <summary>How many of the smallest.</summary>
    public const int SmallestCount = 5;

    // What products in single precision reach; the residual says how good a pair is.
    private const double SingleTolerance = 1e-5, DoubleTolerance = 1e-10;

    // The Fisher matrix of a small network is no smaller than that of its examples: Lanczos is used for it even where the others are dense.
    private const int FisherSteps = 300;

    private readonly Workers _workers;
    private readonly IterationControl _control;
    private readonly int _parameters;
    private readonly CurvatureCost _cost;
    private readonly Seed _seed;
    private readonly Func<PointProducts> _make;
    private readonly SpectralQuadrature?[] _quadratures = new SpectralQuadrature?[2];
    private PointProducts? _products;
    private LanczosResult? _ends, _fisher;
    private Estimate? _trace;
    private HutchinsonResult? _moments;

    /// <summary>The most products with the empirical Fisher matrix before the certificates.</summary>
    /// <param name="cost">The costs of the point's curvature.</param>
    /// <param name="parameters">P.</param>
    public static int MostFisherProducts(CurvatureCost cost, int parameters) => cost.IsExact ? Math.Min(FisherSteps, parameters) : cost.ExtremeSteps;

    private PointSpectra(Workers workers, IterationControl control, int parameters, CurvatureCost cost, Seed seed, Func<PointProducts> make) =>
        (_workers, _control, _parameters, _cost, _seed, _make) = (workers, control, parameters, cost, seed, make);

    internal static PointSpectra At<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int parameters = site.Passes.Network.ParameterCount;
        CurvatureCost cost = CurvatureCost.Of(parameters, site.Settings);
        return new PointSpectra(
            site.Workers, site.Control, parameters, cost, site.Seed.Derive("curvature"), () => cost.IsExact ? PointProducts.Precise(site) : PointProducts.Own(site));
    }

    /// <summary>Whether all eigenvalues are computed.</summary>
    public bool IsExact => _cost.IsExact;

    /// <summary>L and ∇L at the point, in the precision of the spectra.</summary>
    internal PointProducts Products => _products ??= _make();

    /// <summary>The ten largest eigenvalues of the Hessian, descending (all, if fewer), each with its residual: some eigenvalue is that near.</summary>
    public IReadOnlyList<Estimate> HessianLargest => IsExact
        ? [.. Eigenvalues(CurvatureKind.Hessian).Reverse().Take(LargestCount).Select(v => new Estimate(v, null))]
        : [.. Ends.Largest.Select(pair => new Estimate(pair.Value, pair.Residual))];

    /// <summary>The five smallest eigenvalues of the Hessian, ascending (all, if fewer): negative curvature stands here.</summary>
    public IReadOnlyList<Estimate> HessianSmallest => IsExact
        ? [.. Eigenvalues(CurvatureKind.Hessian).Take(SmallestCount).Select(v => new Estimate(v, null))]
        : [.. Ends.Smallest.Select(pair => new Estimate(pair.Value, pair.Residual))];

    /// <summary>The ten largest eigenvalues of the empirical Fisher matrix (1/n) Σ g_i g_iᵀ, descending (all, if fewer), each with its residual; always by Lanczos.</summary>
    public IReadOnlyList<Estimate> FisherLargest => [.. (_fisher ??= Lanczos.Solve(
        _workers, Products.Fisher(), _seed.Derive("fisher"), FisherSettings, _control)).Largest.Select(pair => new Estimate(pair.Value, pair.Residual))];

    /// <summary>Whether the residuals of both ends are small; true where all eigenvalues are known.</summary>
    public bool EndsConverged => IsExact || Ends.Converged;

    /// <summary>tr H.</summary>
    public Estimate HessianTrace => _trace ??= IsExact ? Sum(Eigenvalues(CurvatureKind.Hessian), v => v) : EstimatedTrace();

    /// <summary>tr G.</summary>
    public Estimate GaussNewtonTrace => IsExact ? Sum(Eigenvalues(CurvatureKind.GaussNewton), v => v) : new Estimate(Moments.Trace.Value, Moments.Trace.Error);

    /// <summary>(tr G)² / tr(G²): n equal eigenvalues give n. NaN where G is zero.</summary>
    public Estimate EffectiveRank
    {
        get
        {
            if (!IsExact) return new Estimate(Moments.EffectiveRank, Moments.EffectiveRankError);
            IReadOnlyList<double> values = Eigenvalues(CurvatureKind.GaussNewton);
            double trace = Sum(values, v => v).Value;
            return new Estimate(trace * trace / Sum(values, v => v * v).Value, null);
        }
    }

    private LanczosResult Ends => _ends ??= Lanczos.Solve(
        _workers, Products.Hessian, _seed.Derive("ends"),
        new LanczosSettings { Largest = LargestCount, Smallest = SmallestCount, Tolerance = SingleTolerance, MaximumSteps = _cost.ExtremeSteps }, _control);

    private LanczosSettings FisherSettings => new()
    {
        Largest = LargestCount,
        Smallest = 0,
        Tolerance = IsExact ? DoubleTolerance : SingleTolerance,
        MaximumSteps = MostFisherProducts(_cost, _parameters),
    };

    private HutchinsonResult Moments => _moments ??= Hutchinson.Estimate(Products.GaussNewton, _seed.Derive("moments"), _cost.TraceProducts, control: _control);

    /// <summary>The whole spectrum of a matrix: its eigenvalues, or the rules of random probes. Traces, log determinants and densities are read from it.</summary>
    public SpectralQuadrature Quadrature(CurvatureKind kind) => _quadratures[(int)kind] ??= IsExact ? Dense(kind) : StochasticLanczosQuadrature.Run(
        _workers, Products.Operator(kind), _seed.Derive("quadrature"), new QuadratureSettings { Probes = _cost.Probes, Steps = _cost.Steps }, _control);

    private double[] Eigenvalues(CurvatureKind kind) => Quadrature(kind).Rules[0].Nodes;

    private SpectralQuadrature Dense(CurvatureKind kind)
    {
        double[] matrix = Products.Matrix(kind, done =>
        {
            _control.Cancellation.ThrowIfCancellationRequested();
            _control.Progress?.Invoke(done);
        });
        return SpectralQuadrature.OfEigenvalues(SymmetricEigen.Values(_workers, matrix, _parameters));
    }

    private Estimate EstimatedTrace()
    {
        HutchPlusPlusResult trace = HutchPlusPlus.Estimate(_workers, Products.Hessian, _seed.Derive("trace"), _cost.TraceProducts, _control);
        return new Estimate(trace.Value, trace.Error);
    }

    private static Estimate Sum(IReadOnlyList<double> values, Func<double, double> term)
    {
        double sum = 0;
        foreach (double value in values) sum += term(value);
        return new Estimate(sum, null);
    }
}
