using System.Collections.Immutable;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>A value that depends on the input: a node of the network, and the sizes that ONNX sees after the batch.</summary>
internal sealed record Activation(int Node, ImmutableArray<int> Tail)
{
    public bool IsPlain => Tail.Length == 1;

    /// <summary>Values of one example.</summary>
    public int Size => Tail.Aggregate(1, (product, dimension) => product * dimension);

    /// <summary>The shape of a network node that has these sizes.</summary>
    public static Shape ShapeOf(ReadOnlySpan<int> tail) => tail.Length switch
    {
        1 => new Shape(tail[0]),
        2 => new Shape(1, tail[0], tail[1]),
        _ => new Shape(tail[0], tail[1], tail[2]),
    };

    public override string ToString() => $"[batch, {string.Join(", ", Tail)}]";
}
