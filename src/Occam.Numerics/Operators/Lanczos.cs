using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Operators;

/// <summary>
/// Extreme eigenvalues of a symmetric operator by the method of Lanczos 1950 with full reorthogonalization. One start vector sees each
/// eigenvalue once, whatever its multiplicity. When its Krylov space is invariant, new start vectors are taken beside it until one changes
/// none of the wanted values or the space is full; then multiplicities are right. When it is not, copies of a multiple eigenvalue may be missing:
/// <see cref="LanczosResult.Chains"/> is 1 then.
/// </summary>
public static class Lanczos
{
    private const int StepsBetweenChecks = 5;

    /// <summary>Finds the largest and smallest eigenvalues; stops when their residuals are small, or at the most steps.</summary>
    /// <exception cref="InputException">A setting makes no sense.</exception>
    /// <exception cref="NumericalException">A product is not finite.</exception>
    public static LanczosResult Solve(Workers workers, ILinearOperator matrix, Seed seed, LanczosSettings? settings = null, IterationControl control = default)
    {
        settings ??= new LanczosSettings();
        MeteredOperator metered = new(matrix, control);
        settings = Checked(settings, metered.Dimension);
        KrylovBasis basis = new(workers, metered);
        Search(basis, metered.Dimension, seed, settings);
        return Collect(workers, basis, metered, settings);
    }

    private static void Search(KrylovBasis basis, int dimension, Seed seed, LanczosSettings settings)
    {
        for (int draw = 0; basis.Count < settings.MaximumSteps; draw++)
        {
            double[] start = new double[dimension];
            Probes.FillDirection(seed, draw, start);

            // Nothing left beside the basis: the space is full to rounding.
            if (!basis.Start(start)) return;
            bool more = true;
            while (more && basis.Count < settings.MaximumSteps)
            {
                more = basis.Step();
                int length = basis.Count - basis.ChainStart;
                if (more && length % StepsBetweenChecks == 0 && IsConverged(basis, settings)) return;
            }

            if (!more && IsComplete(basis, dimension, settings)) return;
        }
    }

    /// <summary>Whether the wanted values of the current chain have small residuals, β times the last component of the tridiagonal matrix's vector.</summary>
    private static bool IsConverged(KrylovBasis basis, LanczosSettings settings)
    {
        double[] diagonal = basis.Diagonal[basis.ChainStart..], below = basis.OffDiagonal[basis.ChainStart..];
        if (diagonal.Length < settings.Largest + settings.Smallest) return false;

        // Last components are the first ones of the matrix read backwards.
        Array.Reverse(diagonal);
        Array.Reverse(below);
        QuadratureRule rule = TridiagonalEigen.Quadrature(diagonal, below);
        double allowed = settings.Tolerance * Math.Max(Math.Abs(rule.Nodes[0]), Math.Abs(rule.Nodes[^1]));
        for (int i = 0; i < rule.Nodes.Length; i++)
        {
            bool wanted = i < settings.Smallest || i >= rule.Nodes.Length - settings.Largest;
            if (wanted && basis.Coupling * Math.Sqrt(rule.Weights[i]) > allowed) return false;
        }

        return true;
    }

    /// <summary>Whether an invariant space holds enough values and its last chain brought no new copy of a wanted one.</summary>
    private static bool IsComplete(KrylovBasis basis, int dimension, LanczosSettings settings)
    {
        if (basis.Count == dimension) return true;
        if (basis.ChainStart < settings.Largest + settings.Smallest) return false;
        double[] before = TridiagonalEigen.Values(basis.Diagonal.AsSpan(0, basis.ChainStart), basis.OffDiagonal.AsSpan(0, basis.ChainStart - 1));
        double[] after = TridiagonalEigen.Values(basis.Diagonal, basis.OffDiagonal);
        double allowed = settings.Tolerance * Math.Max(Math.Abs(after[0]), Math.Abs(after[^1]));
        for (int i = 0; i < settings.Smallest; i++)
            if (Math.Abs(before[i] - after[i]) > allowed) return false;
        for (int i = 1; i <= settings.Largest; i++)
            if (Math.Abs(before[^i] - after[^i]) > allowed) return false;
        return true;
    }

    private static LanczosResult Collect(Workers workers, KrylovBasis basis, MeteredOperator matrix, LanczosSettings settings)
    {
        int n = basis.Count;
        (double[] values, double[] vectors) = TridiagonalEigen.Decompose(workers, basis.Diagonal, basis.OffDiagonal);
        Dictionary<int, RitzPair> known = [];
        RitzPair Pair(int i)
        {
            if (known.TryGetValue(i, out RitzPair? pair)) return pair;
            double[] vector = basis.Combine(vectors.AsSpan(i * n, n));

            // Of length 1 up to the rounding of the combination; the certificate is about exactly length 1.
            VectorOperations.Scale(1 / Math.Sqrt(Reductions.SumOfSquares<double>(vector)), vector);
            return known[i] = new RitzPair(values[i], matrix.Residual(vector, values[i]), settings.KeepVectors ? vector : null);
        }

        RitzPair[] largest = [.. Enumerable.Range(1, Math.Min(n, settings.Largest)).Select(i => Pair(n - i))];
        RitzPair[] smallest = [.. Enumerable.Range(0, Math.Min(n, settings.Smallest)).Select(Pair)];
        double allowed = settings.Tolerance * Math.Max(Math.Abs(values[0]), Math.Abs(values[^1]));
        bool converged = largest.Length == settings.Largest && smallest.Length == settings.Smallest && known.Values.All(pair => pair.Residual <= allowed);
        return new LanczosResult(largest, smallest, converged, basis.Chains, n, matrix.Products);
    }

    /// <summary>The settings for a matrix of this dimension.</summary>
    private static LanczosSettings Checked(LanczosSettings settings, int dimension)
    {
        List<Fault> faults = [];
        if (settings.Largest < 0 || settings.Smallest < 0 || settings.Largest + settings.Smallest == 0)
            faults.Add(new Fault("Lanczos, number of eigenvalues", "at least one", $"{settings.Largest} largest and {settings.Smallest} smallest", "Ask for one at an end of the spectrum."));
        if (!(settings.Tolerance > 0)) faults.Add(new Fault("Lanczos, tolerance", "a positive number", $"{settings.Tolerance:R}", "1e-8 suits products in double precision, 1e-5 those in single."));
        int largest = Math.Min(settings.Largest, dimension), smallest = Math.Min(settings.Smallest, dimension), needed = Math.Min(dimension, largest + smallest);
        if (settings.MaximumSteps < needed)
            faults.Add(new Fault("Lanczos, most steps", $"at least {needed}, one for each eigenvalue", $"{settings.MaximumSteps}", "Allow several times as many steps as eigenvalues."));
        if (faults.Count > 0) throw new InputException(faults);
        return settings with { Largest = largest, Smallest = smallest, MaximumSteps = Math.Min(settings.MaximumSteps, dimension) };
    }
}
