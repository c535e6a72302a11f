using System.Collections.Immutable;
using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Chains;

/// <summary>
/// A deep matrix factorization W = W_N ⋯ W_1, which is a linear network of N layers. Parameters are one vector: W_1, then W_2, and so on, each row-major
/// [widths[j], widths[j − 1]]. Buffers belong to the chain, so one chain serves one caller at a time; a step allocates nothing.
/// </summary>
public sealed class LinearChain
{
    private readonly ImmutableArray<int> _widths;
    private readonly ImmutableArray<int> _offsets;
    private readonly double[][] _products;
    private readonly double[] _back, _next;

    /// <summary>A chain of matrices.</summary>
    /// <param name="widths">Columns of W, the widths between the factors, and rows of W: one more than there are factors.</param>
    public LinearChain(ImmutableArray<int> widths)
    {
        if (widths.Length < 2 || widths.Any(w => w < 1))
            throw new ArgumentException($"LinearChain: expected at least two positive widths, got {string.Join(", ", widths)}. Name the columns first and the rows last.");
        _widths = widths;
        long all = widths.Zip(widths.Skip(1), (a, b) => (long)a * b).Sum(), largest = (long)widths.Max() * widths[0];
        if (Math.Max(all, largest) > Array.MaxLength) throw new ArgumentException($"LinearChain: expected factors and products of at most {Array.MaxLength} numbers, got {Math.Max(all, largest)}. Use smaller widths.");
        int[] offsets = new int[widths.Length];
        for (int j = 1; j < widths.Length; j++) offsets[j] = offsets[j - 1] + (widths[j] * widths[j - 1]);
        _offsets = [.. offsets];
        _products = [.. Enumerable.Range(1, Depth).Select(j => new double[widths[j] * widths[0]])];
        (_back, _next) = (new double[largest], new double[largest]);
    }

    /// <summary>N, how many factors.</summary>
    public int Depth => _widths.Length - 1;

    /// <summary>Rows of W.</summary>
    public int Rows => _widths[^1];

    /// <summary>Columns of W.</summary>
    public int Columns => _widths[0];

    /// <summary>Numbers in all factors.</summary>
    public int ParameterCount => _offsets[^1];

    /// <summary>Where factor <paramref name="j"/>, from 1 on, lies in the parameters, and how large it is.</summary>
    public (int Offset, int Rows, int Columns) Factor(int j) => (_offsets[j - 1], _widths[j], _widths[j - 1]);

    /// <summary>W at these parameters, row-major [Rows, Columns]; the next call overwrites it.</summary>
    public ReadOnlySpan<double> Product(Workers workers, ReadOnlySpan<double> parameters)
    {
        View(parameters, 1).Data.CopyTo(_products[0]);
        for (int j = 2; j <= Depth; j++)
            Gemm.Multiply(workers, View(parameters, j), new MatrixView<double>(_products[j - 2], _widths[j - 1], Columns), _products[j - 1]);
        return _products[^1];
    }

    /// <summary>∂L/∂W_j = (W_N ⋯ W_{j+1})ᵀ · ∂L/∂W · (W_{j−1} ⋯ W_1)ᵀ for all j, at the parameters of the last <see cref="Product"/>.</summary>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="parameters">Those of the last call.</param>
    /// <param name="productGradient">∂L/∂W, row-major [Rows, Columns].</param>
    /// <param name="gradient">Is overwritten, as the parameters.</param>
    public void Gradient(Workers workers, ReadOnlySpan<double> parameters, ReadOnlySpan<double> productGradient, Span<double> gradient)
    {
        Span<double> back = _back, next = _next;
        productGradient.CopyTo(back);
        for (int j = Depth; j > 1; j--)
        {
            MatrixView<double> cotangent = new(back, _widths[j], Columns), before = new(_products[j - 2], _widths[j - 1], Columns);
            Gemm.Multiply(workers, cotangent, before.Transposed, gradient[_offsets[j - 1].._offsets[j]]);
            Gemm.Multiply(workers, View(parameters, j).Transposed, cotangent, next);
            Span<double> used = back;
            back = next;
            next = used;
        }

        back[.._offsets[1]].CopyTo(gradient);
    }

    /// <summary>The largest of ‖W_{j+1}ᵀW_{j+1} − W_jW_jᵀ‖_F/‖W_jW_jᵀ‖_F over neighbouring factors: 0 where they are balanced, and for one factor.</summary>
    public double Imbalance(Workers workers, ReadOnlySpan<double> parameters)
    {
        double largest = 0;
        for (int j = 1; j < Depth; j++)
        {
            int n = _widths[j];
            double[] lower = new double[n * n], upper = new double[n * n];
            Gemm.Multiply(workers, View(parameters, j), View(parameters, j).Transposed, lower);
            Gemm.Multiply(workers, View(parameters, j + 1).Transposed, View(parameters, j + 1), upper);
            VectorOperations.Subtract<double>(upper, lower, upper);
            largest = Math.Max(largest, Math.Sqrt(Reductions.SumOfSquares<double>(upper) / Reductions.SumOfSquares<double>(lower)));
        }

        return largest;
    }

    private MatrixView<double> View(ReadOnlySpan<double> parameters, int j) => new(parameters[_offsets[j - 1].._offsets[j]], _widths[j], _widths[j - 1]);
}
