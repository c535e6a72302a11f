using Occam.Numerics.Dense;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Measures.Sharpness;

/// <summary>The column space of a random matrix A, [length, dimensions], of independent standard normal entries.</summary>
internal sealed class RandomSubspace
{
    /// <summary>Rows of A that are widened into one block for the products of its columns.</summary>
    private const int Block = 4096;

    private readonly Workers _workers;
    private readonly double[][] _columns;

    /// <summary>Draws A, column i out of seed.Derive(i).</summary>
    public RandomSubspace(Workers workers, Seed seed, int length, int dimensions)
    {
        (_workers, _columns) = (workers, new double[dimensions][]);
        for (int i = 0; i < dimensions; i++) _columns[i] = new double[length];
        workers.Run(new Draw(_columns, seed), dimensions);
    }

    /// <summary>p.</summary>
    public int Dimensions => _columns.Length;

    /// <summary>Aᵀx.</summary>
    public void Along(double[] x, double[] products) => _workers.Run(new Dots(_columns, x, products), Dimensions);

    /// <summary>A⁺x = (AᵀA)⁻¹Aᵀx, the least squares coordinates of x.</summary>
    /// <exception cref="Numerics.Errors.NumericalException">The columns are linearly dependent to working precision.</exception>
    public double[] Coordinates(double[] x)
    {
        double[] gram = new double[Dimensions * Dimensions], coordinates = new double[Dimensions];
        for (int first = 0; first < x.Length; first += Block)
        {
            int count = Math.Min(Block, x.Length - first);
            double[] rows = new double[Dimensions * count];
            for (int i = 0; i < Dimensions; i++) _columns[i].AsSpan(first, count).CopyTo(rows.AsSpan(i * count));
            MatrixView<double> view = new(rows, Dimensions, count);
            Gemm.Multiply(_workers, view, view.Transposed, gram, accumulate: true);
        }

        Along(x, coordinates);
        Cholesky.Factor<double>(_workers, gram, Dimensions);
        Cholesky.Solve<double>(_workers, gram, Dimensions, coordinates, 1);
        return coordinates;
    }

    /// <summary>Az.</summary>
    public void Combine(ReadOnlySpan<double> z, Span<double> sum)
    {
        sum.Clear();
        for (int i = 0; i < Dimensions; i++) VectorOperations.AddScaled(z[i], _columns[i], sum);
    }

    private readonly struct Draw(double[][] columns, Seed seed) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => seed.Derive(part).Normals<double>(columns[part], 0, 1);
    }

    private readonly struct Dots(double[][] columns, double[] x, double[] products) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => products[part] = Reductions.Dot<double>(columns[part], x);
    }
}
