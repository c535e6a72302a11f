using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Operators;

/// <summary>
/// Solves A·x = b for a symmetric positive definite operator by conjugate gradients (Hestenes and Stiefel 1952) from x = 0, optionally
/// preconditioned by a diagonal. Dots and sums of squares in the order of <see cref="Reductions"/>.
/// </summary>
public static class ConjugateGradients
{
    /// <summary>Iterates until ‖r‖ ≤ tolerance·‖b‖, or a direction of no positive curvature, or the most iterations.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="right">b.</param>
    /// <param name="tolerance">The residual that is asked for, as a fraction of ‖b‖.</param>
    /// <param name="maximumIterations">0 for ten times the dimension.</param>
    /// <param name="diagonal">The diagonal of A, or something like it, all positive; empty for none.</param>
    /// <param name="control">Progress and cancellation.</param>
    /// <exception cref="InputException">A length, the tolerance or the diagonal is wrong.</exception>
    /// <exception cref="NumericalException">A product is not finite.</exception>
    public static ConjugateGradientsResult Solve(
        ILinearOperator matrix,
        ReadOnlySpan<double> right,
        double tolerance = 1e-10,
        int maximumIterations = 0,
        ReadOnlySpan<double> diagonal = default,
        IterationControl control = default)
    {
        MeteredOperator metered = new(matrix, control);
        Check(metered.Dimension, right, tolerance, maximumIterations, diagonal);
        if (maximumIterations == 0) maximumIterations = (int)Math.Min(int.MaxValue, 10L * metered.Dimension);
        double norm = Math.Sqrt(Reductions.SumOfSquares(right)), allowed = tolerance * norm;
        double[] x = new double[right.Length], r = right.ToArray();
        (ConjugateGradientsEnd end, double curvature, int iterations) = Iterate(metered, x, r, diagonal, allowed, maximumIterations);
        metered.Apply(x, r);
        VectorOperations.Subtract(right, r, r);
        double residual = Math.Sqrt(Reductions.SumOfSquares<double>(r));

        // The measured residual is one rounding of A·x away from the recursion's: a factor of 2 is not stagnation.
        if (end == ConjugateGradientsEnd.Converged && residual > 2 * allowed) end = ConjugateGradientsEnd.Stagnated;
        return new ConjugateGradientsResult(x, residual, norm == 0 ? 0 : residual / norm, end, curvature, iterations, metered.Products);
    }

    private static (ConjugateGradientsEnd End, double Curvature, int Iterations) Iterate(
        MeteredOperator matrix, double[] x, double[] r, ReadOnlySpan<double> diagonal, double allowed, int most)
    {
        double[] z = new double[x.Length], product = new double[x.Length];
        double rz = Precondition(r, diagonal, z), least = double.NaN;
        double[] p = [.. z];
        for (int iteration = 0; ; iteration++)
        {
            if (Math.Sqrt(Reductions.SumOfSquares<double>(r)) <= allowed) return (ConjugateGradientsEnd.Converged, least, iteration);
            if (iteration == most) return (ConjugateGradientsEnd.MaximumIterations, least, iteration);
            matrix.Apply(p, product);
            double bend = Reductions.Dot<double>(p, product), curvature = bend / Reductions.SumOfSquares<double>(p);
            least = double.IsNaN(least) ? curvature : Math.Min(least, curvature);
            if (!(bend > 0)) return (ConjugateGradientsEnd.NonPositiveCurvature, least, iteration);
            double step = rz / bend;
            VectorOperations.AddScaled(step, p, x);
            VectorOperations.AddScaled(-step, product, r);
            double next = Precondition(r, diagonal, z);
            VectorOperations.Combine(1, z, next / rz, p);
            rz = next;
        }
    }

    /// <summary>z[i] = r[i]/d[i]; returns rᵀz.</summary>
    private static double Precondition(double[] r, ReadOnlySpan<double> diagonal, double[] z)
    {
        if (diagonal.IsEmpty) r.CopyTo(z, 0);
        else
            for (int i = 0; i < z.Length; i++) z[i] = r[i] / diagonal[i];
        return Reductions.Dot<double>(r, z);
    }

    private static void Check(int dimension, ReadOnlySpan<double> right, double tolerance, int most, ReadOnlySpan<double> diagonal)
    {
        List<Fault> faults = [];
        if (right.Length != dimension) faults.Add(new Fault("Conjugate gradients, right-hand side", $"{dimension} values, as the operator has", $"{right.Length}", "Pass one value for each row."));
        int bad = Reductions.IndexOfFirstNonFinite(right);
        if (bad >= 0) faults.Add(new Fault("Conjugate gradients, right-hand side", "finite values", $"{right[bad]} at element {bad}", "Look for the first value that is not finite in what made it."));
        if (!(tolerance > 0) || most < 0) faults.Add(new Fault("Conjugate gradients, limits", "a positive tolerance and 0 or more iterations", $"{tolerance:R} and {most}", "1e-10 suits products in double precision."));
        if (!diagonal.IsEmpty && diagonal.Length != dimension) faults.Add(new Fault("Conjugate gradients, diagonal", $"{dimension} values or none", $"{diagonal.Length}", "Pass one value for each row."));
        foreach (double value in diagonal)
        {
            if (value > 0 && double.IsFinite(value)) continue;
            faults.Add(new Fault("Conjugate gradients, diagonal", "positive numbers", $"{value:R}", "Leave the preconditioner out, or use the absolute values."));
            break;
        }

        if (faults.Count > 0) throw new InputException(faults);
    }
}
