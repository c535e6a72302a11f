namespace Occam.Networks.Factors;

/// <summary>
/// The factors of some examples' gradients for one layer: the gradient of example n in group g is Σ_s V[n,s,g,:] ⊗ U[n,s,g,:], of that example's
/// own loss, unscaled if the cotangents are.
/// </summary>
public readonly ref struct GradientFactors<T>
    where T : unmanaged
{
    /// <summary>Views factors that lie in memory.</summary>
    public GradientFactors(FactorShape shape, int count, ReadOnlySpan<T> inputs, ReadOnlySpan<T> cotangents)
    {
        if (inputs.Length < (long)count * shape.InputLength || cotangents.Length < (long)count * shape.CotangentLength)
        {
            throw new ArgumentException(
                $"Gradient factors: expected {count} × {shape.InputLength} inputs and {count} × {shape.CotangentLength} cotangents, "
                + $"got {inputs.Length} and {cotangents.Length} values. Pass the factors of every example.");
        }

        (Shape, Count) = (shape, count);
        Inputs = inputs[..(count * shape.InputLength)];
        Cotangents = cotangents[..(count * shape.CotangentLength)];
    }

    /// <summary>Groups, sites and widths.</summary>
    public FactorShape Shape { get; }

    /// <summary>n, how many examples.</summary>
    public int Count { get; }

    /// <summary>U [n, site, group, p], p + 1 with a bias.</summary>
    public ReadOnlySpan<T> Inputs { get; }

    /// <summary>V [n, site, group, q].</summary>
    public ReadOnlySpan<T> Cotangents { get; }
}
