using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Measures.Landscape;

/// <summary>
/// Principal components of a training's path through parameter space: of the rows θ_t − mean θ, from their Gram matrix, in double. With m
/// snapshots there are at most m − 1. Source: Li et al. 2018, section 7 (whose program also subtracts the mean, inside the library it calls).
/// </summary>
public sealed class TrajectoryComponents
{
    // Shares of components that the path does not have are rounding: some 1e-16 each.
    private const double Rounding = 1e-13;
    private readonly double[][] _rows;

    private TrajectoryComponents(double[][] rows, double[] shares, double[][] components) => (_rows, Shares, Components) = (rows, shares, components);

    /// <summary>The fraction of the path's variance along each component, descending; zero where the path does not move at all.</summary>
    public double[] Shares { get; }

    /// <summary>The components [count][P], of length 1; the sign makes the value of largest magnitude positive. Zero where the path has no such component.</summary>
    public double[][] Components { get; }

    /// <summary>The components of a path.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="snapshots">Parameters at several times [m][P].</param>
    /// <param name="count">How many components are returned.</param>
    public static TrajectoryComponents Of(Workers workers, IReadOnlyList<double[]> snapshots, int count)
    {
        int m = snapshots.Count, parameters = snapshots[0].Length;
        double[] mean = new double[parameters];
        foreach (double[] snapshot in snapshots) VectorOperations.AddScaled<double>(1.0 / m, snapshot, mean);
        double[][] rows = [.. snapshots.Select(s => Difference(s, mean))];
        double[] gram = new double[m * m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j <= i; j++) gram[(i * m) + j] = gram[(j * m) + i] = Reductions.Dot<double>(rows[i], rows[j]);
        }

        (double[] values, double[] vectors) = SymmetricEigen.Decompose(workers, gram, m);
        double total = Enumerable.Range(0, m).Sum(i => gram[(i * m) + i]);
        double[] shares = [.. values.Reverse().Select(v => total > 0 ? Math.Max(0, v) / total : 0)];
        double[][] components = [.. Enumerable.Range(0, count).Select(k => k < m && shares[k] > Rounding ? Component(rows, vectors.AsSpan((m - 1 - k) * m, m)) : new double[parameters])];
        return new TrajectoryComponents(rows, shares, components);
    }

    /// <summary>
    /// The fractions of variance that the principal components of a walk would have whose steps are exactly orthogonal to each other, with these
    /// step lengths: what a random walk in very many dimensions shows without any structure. Descending.
    /// Source: Antognini and Sohl-Dickstein 2018, arXiv 1806.08805.
    /// </summary>
    public static double[] OfOrthogonalSteps(Workers workers, ReadOnlySpan<double> lengths)
    {
        int m = lengths.Length + 1;
        double[] along = new double[m];
        for (int i = 1; i < m; i++) along[i] = along[i - 1] + (lengths[i - 1] * lengths[i - 1]);
        // ⟨x_i, x_j⟩ is the sum of the squared steps that both have behind them.
        double[] gram = new double[m * m], means = new double[m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++) means[i] += along[Math.Min(i, j)] / m;
        }

        double mean = means.Average();
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++) gram[(i * m) + j] = along[Math.Min(i, j)] - means[i] - means[j] + mean;
        }

        double total = Enumerable.Range(0, m).Sum(i => gram[(i * m) + i]);
        return [.. SymmetricEigen.Values(workers, gram, m).Reverse().Select(v => total > 0 ? Math.Max(0, v) / total : 0)];
    }

    /// <summary>The fraction of the path's variance within the plane of two directions, whatever their lengths and angle.</summary>
    public double ShareWithin(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] one = Unit(first), rest = [.. second];
        VectorOperations.AddScaled(-Reductions.Dot(second, one), one, rest);
        double[] two = Unit(rest);
        double total = _rows.Sum(r => Reductions.SumOfSquares<double>(r)), within = 0;
        foreach (double[] row in _rows)
        {
            double a = Reductions.Dot<double>(row, one), b = Reductions.Dot<double>(row, two);
            within += (a * a) + (b * b);
        }

        return total > 0 ? within / total : 0;
    }

    private static double[] Component(double[][] rows, ReadOnlySpan<double> weights)
    {
        double[] component = new double[rows[0].Length];
        for (int i = 0; i < rows.Length; i++) VectorOperations.AddScaled(weights[i], rows[i], component);
        double[] unit = Unit(component);
        int largest = 0;
        for (int p = 1; p < unit.Length; p++) largest = Math.Abs(unit[p]) > Math.Abs(unit[largest]) ? p : largest;
        if (unit[largest] < 0) VectorOperations.Scale(-1, unit);
        return unit;
    }

    private static double[] Unit(ReadOnlySpan<double> vector)
    {
        double[] unit = [.. vector];
        double norm = Math.Sqrt(Reductions.SumOfSquares(vector));
        if (norm > 0) VectorOperations.Scale(1 / norm, unit);
        return unit;
    }

    private static double[] Difference(double[] from, double[] subtracted)
    {
        double[] difference = new double[from.Length];
        VectorOperations.Subtract<double>(from, subtracted, difference);
        return difference;
    }
}
