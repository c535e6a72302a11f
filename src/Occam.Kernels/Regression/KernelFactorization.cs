using System.Numerics;
using Occam.Kernels.Matrices;
using Occam.Kernels.Storage;
using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Regression;

/// <summary>The Cholesky factor of K + λI, made once for any number of right-hand sides. The matrix itself is never held: its block columns become those of the factor.</summary>
/// <typeparam name="T">The precision of the factor, and of the elements that are factored. Solutions are those of the equations in double precision either way.</typeparam>
public sealed unsafe class KernelFactorization<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostPasses = 30;
    private readonly Workers _workers;
    private readonly KernelMatrix<T> _matrix;
    private readonly KernelMatrix<double> _exact;
    private readonly double _ridge;
    private readonly PackedCholesky<T> _factor;

    private KernelFactorization(Workers workers, KernelMatrix<T> matrix, double ridge) =>
        (_workers, _matrix, _exact, _ridge, _factor) = (
            workers, matrix, matrix as KernelMatrix<double> ?? new KernelMatrix<double>(matrix.Kernel, matrix.Rows, matrix.Columns), ridge, new PackedCholesky<T>(matrix.Rows.Count));

    /// <summary>The multiplications that making and factoring the matrix took, as <see cref="RegressionWork"/> counts them.</summary>
    internal double Work { get; private set; }

    /// <summary>Makes and factors the matrix, from where a store was left.</summary>
    /// <param name="workers">The threads; their number changes no bit.</param>
    /// <param name="matrix">K, symmetric: rows and columns are the same object.</param>
    /// <param name="ridge">λ, 0 or more.</param>
    /// <param name="store">Keeps finished columns; null keeps nothing.</param>
    /// <param name="progress">Called often with the multiplications that are done; may throw.</param>
    /// <exception cref="NumericalException">K + λI is not positive definite to working precision.</exception>
    public static KernelFactorization<T> Create(Workers workers, KernelMatrix<T> matrix, double ridge, FactorStore? store = null, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (!ReferenceEquals(matrix.Rows, matrix.Columns)) throw new ArgumentException("KernelFactorization: expected a symmetric matrix, got one of two sets of inputs. Give the same inputs twice.", nameof(matrix));
        ArgumentOutOfRangeException.ThrowIfNegative(ridge);
        KernelFactorization<T> factorization = new(workers, matrix, ridge);
        try
        {
            using FactorFile<T>? file = store?.Open(factorization._factor, FactorStore.Identity(matrix.Kernel, matrix.Rows, ridge));
            factorization.Run(file, progress);
            return factorization;
        }
        catch
        {
            factorization.Dispose();
            throw;
        }
    }

    /// <summary>Solves (K + λI)·α = Y, then corrects α by the solution for the residual, K made anew in double precision, until it is small or no longer halves.</summary>
    /// <param name="targets">Y, [n, outputs].</param>
    /// <param name="outputs">Columns of Y.</param>
    /// <param name="tolerance">‖Y − (K + λI)α‖/‖Y‖ at which to end.</param>
    /// <param name="passed">Called often with the passes and the rows of this pass that are done; may throw.</param>
    public KernelFit Solve(double[] targets, int outputs, double tolerance, Action<int, int>? passed = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        double[] alpha = new double[targets.Length], residual = (double[])targets.Clone(), product = new double[targets.Length];
        double scale = Math.Sqrt(Reductions.SumOfSquares<double>(targets)), relative = double.PositiveInfinity;
        int pass = 0;
        for (bool halves = true; halves && pass < MostPasses && !(relative <= tolerance); pass++)
        {
            double[] before = (double[])alpha.Clone();
            Correct(alpha, residual, outputs);
            int done = pass;
            double[] next = new double[targets.Length];
            _exact.Multiply(_workers, alpha, outputs, next, rows => passed?.Invoke(done, rows));
            double[] left = [.. targets.Select((y, i) => y - next[i] - (_ridge * alpha[i]))];
            double size = scale == 0 ? 0 : Math.Sqrt(Reductions.SumOfSquares<double>(left)) / scale;
            halves = size < relative / 2;
            if (size < relative) (relative, residual, product) = (size, left, next);
            else alpha = before;
        }

        if (!double.IsFinite(relative))
        {
            throw new NumericalException(
                $"Solving {_matrix.Rows.Count} equations of a {_matrix.Kernel.Name} kernel", "a finite residual", $"{relative}", "The matrix is singular to working precision: add a ridge, or use fewer examples.");
        }

        double[] norms = new double[outputs];
        for (int at = 0; at < alpha.Length; at++) norms[at % outputs] += alpha[at] * product[at];
        return new KernelFit(alpha, outputs, typeof(T) == typeof(float), relative, pass, relative <= tolerance, product, norms, null);
    }

    /// <summary>The diagonal of (K + λI)⁻¹, at the price of another factorization.</summary>
    public double[] InverseDiagonal() => _factor.InverseDiagonal(_workers);

    /// <summary>ln det(K + λI).</summary>
    public double LogDeterminant() => _factor.LogDeterminant();

    /// <inheritdoc/>
    public void Dispose() => _factor.Dispose();

    private void Run(FactorFile<T>? file, Action<double>? progress)
    {
        file?.Restore();
        int dimension = _matrix.Rows.Dimension;
        double rectangles = 0, products = 0, n = _factor.Order;
        for (int block = 0; block < _factor.Blocks; block++) (rectangles, products) = (rectangles + Area(block), products + _factor.Work(block));
        for (int block = 0; block < _factor.Blocks; block++)
        {
            double filling = RegressionWork.Filling(_factor.Order, dimension) * Area(block) / rectangles, work = n * n * n / 6 * _factor.Work(block) / products;
            if (block >= _factor.Finished)
            {
                progress?.Invoke(Work);
                Fill(block);
                double filled = Work + filling;
                _factor.FactorNext(_workers, part => progress?.Invoke(filled + (part * work)));
                file?.Keep();
            }

            Work += filling + work;
        }
    }

    private double Area(int block) => (double)(_factor.Order - _factor.First(block)) * _factor.Columns(block);

    private void Fill(int block)
    {
        int first = _factor.First(block), columns = _factor.Columns(block);
        _matrix.Fill(_workers, first, _factor.Order - first, first, columns, _factor.Row(first, block), PackedCholesky<T>.BlockWidth);
        for (int j = 0; j < columns; j++) _factor.Row(first + j, block)[j] += T.CreateTruncating(_ridge);
    }

    /// <summary>alpha += (K + λI)⁻¹ residual, the residual scaled to 1 so that it keeps its digits in single precision.</summary>
    private void Correct(double[] alpha, double[] residual, int outputs)
    {
        double largest = Reductions.MaximumMagnitude<double>(residual);
        if (largest == 0) return;
        T[] step = [.. residual.Select(r => T.CreateTruncating(r / largest))];
        _factor.Solve(_workers, step, outputs);
        for (int i = 0; i < alpha.Length; i++) alpha[i] += largest * double.CreateTruncating(step[i]);
    }
}
