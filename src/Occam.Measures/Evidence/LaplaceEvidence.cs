using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Simd;

namespace Occam.Measures.Evidence;

/// <summary>
/// The evidence ln ∫ p(y|x, w) p(w) dw by Laplace's approximation about w, with the prior N(0, I/λ) (MacKay 1992; Smith and Le 2018, arXiv
/// 1710.06451): −(n·L + λ‖w‖²/2 + ½ Σ_i ln((n·h_i + λ)/λ)), h_i the eigenvalues of the curvature of the mean loss. The approximation expands
/// about a minimum of n·L + λ‖w‖²/2; elsewhere it leaves out what descending there would gain.
/// </summary>
public static class LaplaceEvidence
{
    private const int PointsPerDecade = 20, Decades = 10;

    /// <summary>The log evidence at one λ.</summary>
    /// <param name="point">n, L and ‖w‖².</param>
    /// <param name="curvature">The spectrum of the mean loss's curvature, of as many dimensions as w has.</param>
    /// <param name="precision">λ.</param>
    /// <param name="semidefinite">
    /// Whether the matrix has no negative eigenvalue by its construction, as Gauss-Newton's: one below zero is rounding then, and counts as zero.
    /// Without it nothing is clipped.
    /// </param>
    /// <exception cref="InputException">λ is not a positive number.</exception>
    public static EvidenceEstimate At(LaplacePoint point, SpectralQuadrature curvature, double precision, bool semidefinite = false)
    {
        if (!(precision > 0) || !double.IsFinite(precision))
            throw new InputException("Prior precision", "a positive number", $"{precision:R}", "It is λ of the prior exp(−λ‖w‖²/2).");
        double Regularized(double value) => (point.Examples * (semidefinite ? Math.Max(0, value) : value)) + precision;
        int bad = curvature.Rules.Sum(rule => rule.Nodes.Count(node => !(Regularized(node) > 0)));
        double smallest = Regularized(curvature.Smallest);
        if (bad > 0) return new EvidenceEstimate(double.NaN, double.NaN, double.NaN, bad, smallest);
        TraceEstimate logarithms = curvature.Trace(value => Elementary.Log(Regularized(value) / precision));
        double factor = logarithms.Value / 2;
        return new EvidenceEstimate(-((point.Examples * point.MeanLoss) + (precision * point.SquaredNorm / 2) + factor), factor, logarithms.Error / 2, 0, smallest);
    }

    /// <summary>
    /// ln of the evidence over that of the null model, which gives every class 1/K: ln p(y|x) + n·ln K, Smith and Le's −E. Positive where the
    /// network is to be preferred.
    /// </summary>
    public static double OverNull(double logEvidence, int examples, int classes) => logEvidence + (examples * Elementary.Log((double)classes));

    /// <summary>
    /// The λ with the largest evidence at fixed w: at the maximum λ‖w‖² = Σ n·g_i/(n·g_i + λ) ≤ P (MacKay 1992), so the grid goes from P/‖w‖² down
    /// by ten decades, twenty points in each.
    /// </summary>
    /// <param name="point">n, L and ‖w‖².</param>
    /// <param name="gaussNewton">The spectrum of the Gauss-Newton matrix.</param>
    public static PrecisionChoice BestPrecision(LaplacePoint point, SpectralQuadrature gaussNewton)
    {
        double highest = gaussNewton.Dimension / point.SquaredNorm, step = Elementary.Log(10.0) / PointsPerDecade;
        if (!(highest > 0) || !double.IsFinite(highest)) return new PrecisionChoice(double.NaN, double.NaN, double.NaN, false);
        const int last = PointsPerDecade * Decades;
        (int best, double largest) = (0, double.NegativeInfinity);
        for (int i = 0; i <= last; i++)
        {
            double evidence = At(point, gaussNewton, Grid(i), semidefinite: true).LogEvidence;
            if (evidence > largest) (best, largest) = (i, evidence);
        }

        return new PrecisionChoice(Grid(best), Grid(last), Grid(0), best is 0 or last);

        double Grid(int i) => highest * Elementary.Exp(-i * step);
    }
}
