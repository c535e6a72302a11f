using System.Numerics;
using Occam.Numerics.Errors;

namespace Occam.Networks.Passes;

/// <summary>Whether the passes of a network fit into memory, found out before anything is reserved.</summary>
public static class PassLimits
{
    /// <summary>Adds a fault when batches of this size need arrays, or memory, that this machine does not have.</summary>
    /// <param name="network">The network.</param>
    /// <param name="capacity">Examples in a batch.</param>
    /// <param name="setting">What decides the size: "batch-size", "chunk".</param>
    /// <param name="faults">The list.</param>
    public static void Check<T>(Network<T> network, int capacity, string setting, List<Fault> faults)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long largest = network.Nodes.Max(n => (long)n.Output.Size), all = network.Nodes.Sum(n => (long)n.Output.Size);
        long size = typeof(T) == typeof(float) ? sizeof(float) : sizeof(double);

        // Values, cotangents and tangents, and as much again at most for what layers keep and for scratch.
        decimal bytes = 4m * all * capacity * size, available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if ((decimal)largest * capacity <= int.MaxValue && bytes <= available) return;
        long fitting = (long)Math.Min(int.MaxValue / largest, (long)(available / (4m * all * size)));
        string remedy = fitting < 1 ? "Use smaller examples, or a smaller model." : $"Choose {setting} up to {fitting}, smaller examples, or a smaller model.";
        faults.Add(new Fault(setting, $"batches that fit {available / (1 << 30):0.#} GB and arrays below 2³¹ values", $"{capacity}, which needs about {bytes / (1 << 30):0.#} GB", remedy));
    }

    /// <summary>The bytes that <see cref="NetworkPasses{T}"/> reserves for batches of up to <paramref name="capacity"/> examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="capacity">Examples in a batch.</param>
    /// <param name="tangents">Whether products with gradients, or tangents, are asked for as well.</param>
    /// <returns>The bytes, or null where an array would have 2³¹ values or more.</returns>
    public static long? Bytes<T>(Network<T> network, int capacity, bool tangents)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (network.Nodes.Any(n => (long)n.Output.Size * capacity > int.MaxValue)) return null;
        long perNode = 2 + (tangents ? 1 : 0), values = 0, workspace = 0, partials = 0;
        foreach (Node<T> node in network.Nodes)
        {
            values += (perNode * capacity * node.Output.Size) + (node.Layer?.SavedLength(capacity) ?? 0);
            workspace = Math.Max(workspace, node.Layer?.WorkspaceLength(capacity) ?? 0);
            partials = Math.Max(partials, node.Layer?.PartialsLength(capacity) ?? 0);
        }

        return ((values + workspace) * (typeof(T) == typeof(float) ? sizeof(float) : sizeof(double))) + (partials * sizeof(double));
    }
}
