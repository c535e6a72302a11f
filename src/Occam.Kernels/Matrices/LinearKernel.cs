namespace Occam.Kernels.Matrices;

/// <summary>k(x, y) = s·⟨x, y⟩: a linear model on the inputs as they are, multiplied by √s.</summary>
/// <param name="Scale">s, above 0.</param>
public sealed record LinearKernel(double Scale = 1) : KernelFunction
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    internal override void Apply<T>(Span<T> values, T norm, ReadOnlySpan<T> norms)
    {
        if (Scale != 1) Numerics.Simd.VectorOperations.Scale(T.CreateTruncating(Scale), values);
    }
}
