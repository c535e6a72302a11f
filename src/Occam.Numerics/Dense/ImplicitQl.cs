using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Dense;

/// <summary>
/// Eigenvalues of a symmetric tridiagonal matrix by the QL method with implicit Wilkinson shifts (Dubrulle, Martin and Wilkinson 1968),
/// one rotation after the other; the rotations are handed to a queue that turns a matrix of vectors along.
/// </summary>
internal static class ImplicitQl
{
    private const int MaximumSweeps = 60, PatientSweeps = 10;
    private const double Epsilon = 1.1102230246251565e-16;

    /// <summary>Overwrites the diagonal with the eigenvalues, in no order; the off-diagonal, of the diagonal's length, is destroyed.</summary>
    public static void Run(Span<double> d, Span<double> e, RotationQueue rotations)
    {
        int n = d.Length;
        double largest = Math.Max(Reductions.MaximumMagnitude<double>(d), Reductions.MaximumMagnitude<double>(e));
        if (!double.IsFinite(largest))
            throw new NumericalException("Eigenvalues of a tridiagonal matrix", "finite elements", $"{largest}", "Look for the first value that is not finite in what made the matrix.");
        if (largest == 0) return;

        // To the order of 1 by a power of two, which rounds nothing: squares neither overflow nor vanish.
        int exponent = Math.ILogB(largest);
        VectorOperations.Scale(Math.ScaleB(1, -exponent), d);
        VectorOperations.Scale(Math.ScaleB(1, -exponent), e);
        for (int l = 0; l < n; l++) Isolate(d, e, l, rotations);
        rotations.Flush();
        VectorOperations.Scale(Math.ScaleB(1, exponent), d);
    }

    private static void Isolate(Span<double> d, Span<double> e, int l, RotationQueue rotations)
    {
        for (int sweep = 0; ; sweep++)
        {
            int m = l;
            while (m < d.Length - 1 && !IsNegligible(d, e, m, sweep)) m++;
            if (m == l) return;
            if (sweep == MaximumSweeps)
            {
                throw new NumericalException(
                    $"Eigenvalue {l} of a tridiagonal matrix of order {d.Length}", $"convergence in {MaximumSweeps} sweeps", $"an off-diagonal of {e[l]:R}",
                    "This is not known to happen for finite matrices: please report the matrix.");
            }

            Sweep(d, e, l, m, rotations);
        }
    }

    /// <summary>
    /// Against its neighbours, or against the matrix: a change of ε² times the norm is far below the backward error. A matrix with many zero
    /// eigenvalues has rounding for neighbours, which shifts cannot separate: after some sweeps the backward error itself, ε times the norm, counts.
    /// </summary>
    private static bool IsNegligible(Span<double> d, Span<double> e, int i, int sweep)
    {
        double size = Math.Abs(e[i]), ofNorm = sweep < PatientSweeps ? Epsilon * Epsilon : Epsilon;
        return size <= Epsilon * (Math.Abs(d[i]) + Math.Abs(d[i + 1])) || size <= ofNorm;
    }

    private static void Sweep(Span<double> d, Span<double> e, int l, int m, RotationQueue rotations)
    {
        double half = (d[l + 1] - d[l]) / (2 * e[l]), root = Math.Sqrt(double.FusedMultiplyAdd(half, half, 1));
        double g = d[m] - d[l] + (e[l] / (half + Math.CopySign(root, half))), sine = 1, cosine = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = sine * e[i], b = cosine * e[i], r = Math.Sqrt(double.FusedMultiplyAdd(f, f, g * g));
            e[i + 1] = r;
            if (r == 0)
            {
                // The matrix fell apart in the middle of the sweep: the two parts go on alone.
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            sine = f / r;
            cosine = g / r;
            g = d[i + 1] - p;
            r = double.FusedMultiplyAdd(d[i] - g, sine, 2 * cosine * b);
            p = sine * r;
            d[i + 1] = g + p;
            g = double.FusedMultiplyAdd(cosine, r, -b);
            rotations.Add(i, cosine, sine);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
