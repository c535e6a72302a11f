using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Networks.Factors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>
/// The two sweeps over a matrix of gradients: sums of all rows, of the rows of each group and of each block, and norms; then the products of every
/// row with the sums it belongs to. Rows are added in their order, in double, whatever the chunk and the number of threads.
/// </summary>
/// <param name="matrix">The rows.</param>
/// <param name="workers">The threads.</param>
/// <param name="chunk">Rows in memory at once.</param>
/// <param name="work">Is told of every row of every sweep.</param>
internal sealed class GradientSweeps<T>(GradientMatrix matrix, Workers workers, int chunk, MeasureWork work)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Segment = 1 << 13;
    private readonly T[] _rows = new T[chunk * matrix.Parameters];

    /// <summary>‖g_i‖².</summary>
    public double[] NormsSquared { get; } = new double[matrix.Examples];

    /// <summary>The first sweep.</summary>
    /// <param name="block">Rows of a block; no chunk reaches over its end.</param>
    /// <param name="targets">For each row, the sums that it is added to.</param>
    /// <param name="ended">Called with the number of a block when all of its rows are added.</param>
    public void Sum(int block, Func<int, double[][]> targets, Action<int> ended)
    {
        for (int first = 0, count; first < matrix.Examples; first += count)
        {
            count = Fill(first, block - (first % block));
            ReadOnlySpan<T> rows = _rows.AsSpan(0, count * matrix.Parameters);
            RowDots.Compute(workers, rows, rows, count, NormsSquared.AsSpan(first, count));
            int from = first;
            double[][][] sums = [.. Enumerable.Range(0, count).Select(i => targets(from + i))];
            workers.Run(new SumJob(_rows, matrix.Parameters, sums), (matrix.Parameters + Segment - 1) / Segment);
            if ((first + count) % block == 0) ended(first / block);
        }
    }

    /// <summary>The second sweep: products[k][i] = ⟨directions of row i, number k; g_i⟩.</summary>
    /// <param name="directions">For each row, the vectors it is multiplied with.</param>
    /// <param name="products">For each of them, a number an example.</param>
    public void Multiply(Func<int, T[]?[]> directions, double[][] products)
    {
        for (int first = 0; first < matrix.Examples; first += chunk)
        {
            int count = Fill(first, chunk), from = first;
            T[]?[][] vectors = [.. Enumerable.Range(0, count).Select(i => directions(from + i))];
            workers.Run(new DotJob(_rows, matrix.Parameters, vectors, products, first), count);
        }
    }

    private int Fill(int first, int most)
    {
        int count = Math.Min(Math.Min(chunk, most), matrix.Examples - first);
        matrix.Read(first, count, _rows.AsSpan(0, count * matrix.Parameters));
        work.Done(count);
        return count;
    }

    /// <summary>One stretch of columns: every row is added to its sums, in order.</summary>
    private readonly struct SumJob(T[] rows, int width, double[][][] sums) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int start = part * Segment, length = Math.Min(Segment, width - start);
            Span<double> wide = stackalloc double[Segment];
            for (int row = 0; row < sums.Length; row++)
            {
                ReadOnlySpan<T> source = rows.AsSpan((row * width) + start, length);
                if (typeof(T) == typeof(float)) VectorOperations.Widen(MemoryMarshal.Cast<T, float>(source), wide[..length]);
                else MemoryMarshal.Cast<T, double>(source).CopyTo(wide);
                foreach (double[] sum in sums[row]) VectorOperations.Add(wide[..length], sum.AsSpan(start, length));
            }
        }
    }

    private readonly unsafe struct DotJob(T[] rows, int width, T[]?[][] vectors, double[][] products, int first) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            fixed (T* row = &rows[part * width])
            {
                for (int k = 0; k < vectors[part].Length; k++)
                {
                    if (vectors[part][k] is not { } vector) continue;
                    fixed (T* direction = vector) products[k][first + part] = RowDots.Compute(row, direction, width);
                }
            }
        }
    }
}
