using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Layers;

namespace Occam.Networks.Passes;

/// <summary>A place in a network: a layer with one input, or a join of several. Node 0 is the network's input and has neither.</summary>
/// <param name="Name">A unique name; the prefix of the node's parameters.</param>
/// <param name="Layer">The layer, or null.</param>
/// <param name="Join">How several inputs are combined; null for a layer.</param>
/// <param name="Inputs">The nodes it reads, all before it.</param>
/// <param name="Output">The shape of one output example.</param>
public sealed record Node<T>(string Name, Layer<T>? Layer, JoinKind? Join, ImmutableArray<int> Inputs, Shape Output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
