using Occam.Numerics.Simd;

namespace Occam.Numerics.Operators;

/// <summary>scale·A + shift·I: y[i] = scale·(A·x)[i] + shift·x[i], the first product rounded, then one fused multiply-add.</summary>
public sealed class ShiftedOperator(ILinearOperator inner, double scale, double shift) : ILinearOperator
{
    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        inner.Apply(x, y);
        VectorOperations.Combine(shift, x, scale, y);
    }
}
