using Occam.Numerics.Dense;
using Occam.Numerics.Operators;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Tests.Operators;

/// <summary>An explicit symmetric matrix, row-major, both triangles filled: y[i] = Σ_j a[i,j]·x[j], each sum in the order of Reductions.Dot.</summary>
internal sealed unsafe class DenseOperator : ILinearOperator
{
    private readonly Workers _workers;
    private readonly double[] _matrix;

    /// <summary>Keeps, and does not copy, the matrix.</summary>
    public DenseOperator(Workers workers, double[] matrix, int dimension)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Length != (long)dimension * dimension)
            throw new ArgumentException($"DenseOperator: expected {dimension} × {dimension} = {(long)dimension * dimension} values, got {matrix.Length}. Pass the whole matrix.");
        (_workers, _matrix, Dimension) = (workers, matrix, dimension);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length != Dimension || y.Length != Dimension)
            throw new ArgumentException($"DenseOperator: expected vectors of {Dimension} values, got {x.Length} and {y.Length}. Slice them to the dimension.");
        fixed (double* a = _matrix, from = x, to = y) RowDotProducts.Run(_workers, a, Dimension, from, to, Dimension, Dimension);
    }
}
