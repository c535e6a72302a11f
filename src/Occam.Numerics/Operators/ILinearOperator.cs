namespace Occam.Numerics.Operators;

/// <summary>A real square matrix that is known only by its products with vectors. The algorithms here need it to be symmetric, and the same at every call.</summary>
public interface ILinearOperator
{
    /// <summary>The length of the vectors.</summary>
    int Dimension { get; }

    /// <summary>y = A·x; y is overwritten and does not overlap x.</summary>
    void Apply(ReadOnlySpan<double> x, Span<double> y);
}
