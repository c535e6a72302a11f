using Occam.Networks.Passes;

namespace Occam.Testing.Derivatives;

/// <summary>A parameter block with its node's name.</summary>
internal readonly record struct NamedBlockSlice(string Name, string Node, int Offset, int Length)
{
    public static IEnumerable<NamedBlockSlice> Of(Network<double> network) =>
        network.Blocks.Select(b => new NamedBlockSlice(b.Name, network.Nodes[b.Node].Name, b.Offset, b.Length));

    public ReadOnlySpan<double> Part(double[] vector) => vector.AsSpan(Offset, Length);
}
