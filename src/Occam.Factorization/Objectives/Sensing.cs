using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Objectives;

/// <summary>Matrix sensing: L(W) = 1/m · Σᵢ (⟨Aᵢ, W⟩ − yᵢ)² for m known matrices Aᵢ (Gunasekar et al. 2017, arXiv 1705.09280).</summary>
public sealed class Sensing : IMatrixObjective
{
    private const int ColumnsTogether = 1024;
    private readonly double[] _matrices, _values, _residuals;

    /// <summary>The loss of measurements.</summary>
    /// <param name="rows">Rows of W.</param>
    /// <param name="columns">Columns of W.</param>
    /// <param name="matrices">A, [m, rows · columns]; is kept, not copied.</param>
    /// <param name="values">y, m numbers; is kept, not copied.</param>
    public Sensing(int rows, int columns, double[] matrices, double[] values)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || matrices.LongLength != (long)values.Length * rows * columns)
            throw new ArgumentException($"Sensing: expected {values.Length} × {rows} × {columns} values of at least one matrix, got {matrices.LongLength}. Pass one matrix for each measured value.");
        (Rows, Columns, _matrices, _values, _residuals) = (rows, columns, matrices, values, new double[values.Length]);
    }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public unsafe double Evaluate(Workers workers, ReadOnlySpan<double> matrix, Span<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(workers);
        int length = Rows * Columns;
        fixed (double* w = matrix[..length], g = gradient[..length])
        {
            workers.Run(new ResidualJob(this, w), _values.Length);
            workers.Run(new GradientJob(this, g), (length + ColumnsTogether - 1) / ColumnsTogether);
        }

        return Reductions.SumOfSquares<double>(_residuals) / _values.Length;
    }

    private readonly unsafe struct ResidualJob(Sensing sensing, double* matrix) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int length = sensing.Rows * sensing.Columns;
            sensing._residuals[part] = Reductions.Dot(sensing._matrices.AsSpan(part * length, length), new ReadOnlySpan<double>(matrix, length)) - sensing._values[part];
        }
    }

    private readonly unsafe struct GradientJob(Sensing sensing, double* gradient) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int length = sensing.Rows * sensing.Columns, first = part * ColumnsTogether, count = Math.Min(ColumnsTogether, length - first);
            Span<double> target = new(gradient + first, count);
            target.Clear();
            double scale = 2.0 / sensing._values.Length;
            for (int i = 0; i < sensing._values.Length; i++) VectorOperations.AddScaled(scale * sensing._residuals[i], sensing._matrices.AsSpan((i * length) + first, count), target);
        }
    }
}
