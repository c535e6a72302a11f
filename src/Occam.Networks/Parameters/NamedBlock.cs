namespace Occam.Networks.Parameters;

/// <summary>A parameter block in its place in the flat vector.</summary>
/// <param name="Name">"node.block", for example "fc1.weight".</param>
/// <param name="Node">The node it belongs to.</param>
/// <param name="Offset">Where it begins in the flat vector.</param>
/// <param name="Block">Its shape and role.</param>
public sealed record NamedBlock(string Name, int Node, int Offset, ParameterBlock Block)
{
    /// <summary>How many values.</summary>
    public int Length { get; } = Block.Length;

    /// <summary>The block's part of a flat vector.</summary>
    public Span<T> Of<T>(Span<T> vector) => vector.Slice(Offset, Length);

    /// <summary>The block's part of a flat vector.</summary>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> vector) => vector.Slice(Offset, Length);
}
