using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// Everything that one layer sees during one pass. Rows are examples. Dot is a tangent, Bar a cotangent, BarDot the tangent of a cotangent.
/// An empty span means that the pass does not have, or does not want, that quantity.
/// </summary>
public readonly ref struct LayerFrame<T>
    where T : unmanaged
{
    /// <summary>How many examples.</summary>
    public required int Batch { get; init; }

    /// <summary>The threads to use.</summary>
    public required Workers Workers { get; init; }

    /// <summary>Training or frozen, and the randomness of this step.</summary>
    public required PassContext Context { get; init; }

    /// <summary>Parameters θ of the layer.</summary>
    public ReadOnlySpan<T> Theta { get; init; }

    /// <summary>Tangent of the parameters.</summary>
    public ReadOnlySpan<T> ThetaDot { get; init; }

    /// <summary>Gradient with respect to the parameters, summed over examples; overwritten.</summary>
    public Span<T> ThetaBar { get; init; }

    /// <summary>Tangent of that gradient; overwritten.</summary>
    public Span<T> ThetaBarDot { get; init; }

    /// <summary>Input [n, input size].</summary>
    public ReadOnlySpan<T> X { get; init; }

    /// <summary>Tangent of the input; empty when it is zero.</summary>
    public ReadOnlySpan<T> XDot { get; init; }

    /// <summary>Output [n, output size].</summary>
    public Span<T> Y { get; init; }

    /// <summary>Tangent of the output; overwritten.</summary>
    public Span<T> YDot { get; init; }

    /// <summary>Cotangent of the output.</summary>
    public ReadOnlySpan<T> YBar { get; init; }

    /// <summary>Tangent of the cotangent of the output.</summary>
    public ReadOnlySpan<T> YBarDot { get; init; }

    /// <summary>Cotangent of the input; empty when nobody needs it.</summary>
    public Span<T> XBar { get; init; }

    /// <summary>Tangent of the cotangent of the input; empty when nobody needs it.</summary>
    public Span<T> XBarDot { get; init; }

    /// <summary>Whether XBar and XBarDot are added to, because another consumer of the same input was there first.</summary>
    public bool AccumulateInput { get; init; }

    /// <summary>Squared gradient norms [parameter block, example] of each example's own loss; overwritten. Empty when not wanted.</summary>
    public Span<double> NormsSquared { get; init; }

    /// <summary>What the layer itself keeps from forward to backward; <see cref="Layer{T}.SavedLength"/> values.</summary>
    public Span<T> Saved { get; init; }

    /// <summary>Statistics that are not trained (running means and variances); <see cref="Layer{T}.StateLength"/> values.</summary>
    public Span<T> State { get; init; }

    /// <summary>Shared scratch memory of at least <see cref="Layer{T}.WorkspaceLength"/> values; undefined content.</summary>
    public Span<T> Workspace { get; init; }

    /// <summary>Shared scratch memory in double of at least <see cref="Layer{T}.PartialsLength"/> values; undefined content.</summary>
    public Span<double> Partials { get; init; }
}
