using System.Numerics;
using Occam.Numerics.Simd;

namespace Occam.Networks.Layers;

/// <summary>The same values as one plain vector, channels first: only the shape changes.</summary>
public sealed class Flatten<T>(Shape input) : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "flatten";

    /// <inheritdoc/>
    public override Shape Input => input;

    /// <inheritdoc/>
    public override Shape Output => new(input.Size);

    /// <inheritdoc/>
    protected override void Prepare(in LayerFrame<T> frame)
    {
    }

    /// <inheritdoc/>
    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y) => x.CopyTo(y);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        if (accumulate) VectorOperations.Add(yBar, xBar);
        else yBar.CopyTo(xBar);
    }
}
