using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Operators;

/// <summary>Counts the products of an operator and refuses those that are not finite.</summary>
internal sealed class MeteredOperator
{
    private readonly ILinearOperator _inner;
    private readonly IterationControl _control;

    public MeteredOperator(ILinearOperator inner, IterationControl control)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (inner.Dimension < 1)
            throw new InputException("Linear operator", "a dimension of at least 1", $"{inner.Dimension}", "Give it the length of the vectors it multiplies.");
        (_inner, _control) = (inner, control);
    }

    public int Dimension => _inner.Dimension;

    public int Products { get; private set; }

    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        _control.Cancellation.ThrowIfCancellationRequested();
        _inner.Apply(x, y);
        Products++;
        int bad = Reductions.IndexOfFirstNonFinite<double>(y);
        if (bad >= 0)
        {
            throw new NumericalException(
                $"Product {Products} of a linear operator of dimension {Dimension}", "finite values", $"{y[bad]} at element {bad}",
                "Check the parameters and data behind the operator: a diverged network, or an overflow in its passes.");
        }

        _control.Progress?.Invoke(Products);
    }

    /// <summary>‖A·v − λ·v‖ by one more product: true whatever the algorithm that found the pair believed.</summary>
    public double Residual(ReadOnlySpan<double> v, double eigenvalue)
    {
        double[] product = new double[Dimension];
        Apply(v, product);
        VectorOperations.AddScaled(-eigenvalue, v, product);
        return Math.Sqrt(Reductions.SumOfSquares<double>(product));
    }
}
