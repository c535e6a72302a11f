using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Networks.Parameters;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Measures.Norms;

/// <summary>The weights of one layer as a matrix W, one row an output: WWᵀ or WᵀW, whichever is smaller, known by its products.</summary>
internal sealed class WeightMatrix : ILinearOperator
{
    private static readonly LanczosSettings Settings = new() { Largest = 1, Smallest = 0, Tolerance = 1e-10, MaximumSteps = 300 };
    private readonly double[] _values, _transposed, _between;
    private readonly int _short, _long;

    /// <summary>A matrix that is given row by row.</summary>
    public WeightMatrix(string layer, double[] values, int rows, int columns)
    {
        (Layer, _short, _long) = (layer, Math.Min(rows, columns), Math.Max(rows, columns));
        double[] other = new double[values.Length];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++) other[(c * rows) + r] = values[(r * columns) + c];
        }

        (_values, _transposed) = rows <= columns ? (values, other) : (other, values);
        _between = new double[_long];
        Frobenius = Math.Sqrt(Reductions.SumOfSquares<double>(values));
    }

    /// <summary>The layer's name.</summary>
    public string Layer { get; }

    /// <summary>‖W‖_F.</summary>
    public double Frobenius { get; }

    /// <inheritdoc/>
    public int Dimension => _short;

    /// <summary>Every block of weights; kernels of convolutions with one row an output channel.</summary>
    public static IEnumerable<WeightMatrix> Of<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        site.Passes.Network.Blocks.Where(b => b.Block is { Role: ParameterRole.Weight, Shape.Length: >= 2 }).Select(block =>
        {
            double[] values = new double[block.Length];
            for (int p = 0; p < values.Length; p++) values[p] = double.CreateTruncating(site.Theta[block.Offset + p]);
            int rows = block.Block.Shape[0];
            return new WeightMatrix(site.Passes.Network.Nodes[block.Node].Name, values, rows, values.Length / rows);
        });

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int c = 0; c < _long; c++) _between[c] = Reductions.Dot(_transposed.AsSpan(c * _short, _short), x);
        for (int r = 0; r < _short; r++) y[r] = Reductions.Dot<double>(_values.AsSpan(r * _long, _long), _between);
    }

    /// <summary>‖W‖₂ = √λ_max, and how far it may be off: the residual of λ over √λ.</summary>
    public (double Norm, double Error) Spectral<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Spectral(site.Workers, site.Seed, site.Control);

    /// <summary>The same without a point.</summary>
    public (double Norm, double Error) Spectral(Workers workers, Seed seed, IterationControl control)
    {
        if (Frobenius == 0) return (0, 0);
        // Beside a pass over the examples a product with weights is no work, so it is not counted.
        RitzPair pair = Lanczos.Solve(workers, this, seed.Derive("spectral-norm"), Settings, control with { Progress = null }).Largest[0];
        double norm = Math.Sqrt(pair.Value);
        return (norm, pair.Residual / norm);
    }
}
