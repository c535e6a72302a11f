using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Parameters;
using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Simd;

namespace Occam.Networks.Curvature;

/// <summary>
/// A symmetric matrix over parameters that is a mean over examples, known by its products: chunks are added in double in the order of the
/// examples. Restricted to some parameter blocks it is the corresponding part of the matrix: the other parameters stand still.
/// </summary>
public abstract class CurvatureOperator<T> : ILinearOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImmutableArray<NamedBlock> _blocks;
    private readonly T[] _direction, _product;
    private readonly double[] _total;

    /// <summary>The matrix at a point, over all parameters or over some blocks.</summary>
    /// <param name="point">The point.</param>
    /// <param name="blocks">Names of parameter blocks; null for all.</param>
    /// <exception cref="InputException">There is no such block.</exception>
    protected CurvatureOperator(NetworkPoint<T> point, IReadOnlyCollection<string>? blocks)
    {
        ImmutableArray<NamedBlock> all = point.Passes.Network.Blocks;
        foreach (string name in blocks ?? [])
        {
            if (all.All(b => b.Name != name))
                throw new InputException($"Parameter block '{name}'", string.Join(", ", all.Select(b => b.Name)), $"'{name}'", NearestName.Hint(name, all.Select(b => b.Name)));
        }

        Point = point;
        _blocks = blocks is null ? all : [.. all.Where(b => blocks.Contains(b.Name))];
        Dimension = _blocks.Sum(b => b.Length);
        (_direction, _product, _total) = (new T[point.Theta.Length], new T[point.Theta.Length], new double[point.Theta.Length]);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>The point at which the matrix is taken.</summary>
    public NetworkPoint<T> Point { get; }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        int at = 0;
        foreach (NamedBlock block in _blocks)
        {
            ParameterVectors.Narrow(Point.Passes.Workers, x.Slice(at, block.Length), _direction.AsSpan(block.Offset, block.Length));
            at += block.Length;
        }

        for (int chunk = 0; chunk < Point.Chunks; chunk++)
        {
            Product(chunk, _direction, _product);
            WideTotal.Add(Point.Passes.Workers, _product, _total, restart: chunk == 0);
        }

        Finish(x, _total);
        at = 0;
        foreach (NamedBlock block in _blocks)
        {
            ParameterVectors.Divide(Point.Passes.Workers, _total.AsSpan(block.Offset, block.Length), Point.ExampleCount, y.Slice(at, block.Length));
            at += block.Length;
        }
    }

    /// <summary>Gathers what belongs to the operator's blocks out of a vector over all parameters.</summary>
    public double[] Restrict(ReadOnlySpan<double> full)
    {
        double[] own = new double[Dimension];
        int at = 0;
        foreach (NamedBlock block in _blocks)
        {
            full.Slice(block.Offset, block.Length).CopyTo(own.AsSpan(at));
            at += block.Length;
        }

        return own;
    }

    /// <summary>product = the sum over the examples of one chunk of their own matrices, times the direction; over all parameters.</summary>
    private protected abstract void Product(int chunk, T[] direction, T[] product);

    /// <summary>Changes the sum over all examples before it is divided by their number.</summary>
    private protected virtual void Finish(ReadOnlySpan<double> x, double[] total)
    {
    }
}
