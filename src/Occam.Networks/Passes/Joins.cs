using System.Numerics;
using Occam.Networks.Layers;

namespace Occam.Networks.Passes;

/// <summary>Sums and concatenations: linear, so values and tangents go forward by one rule, cotangents and their tangents back by its adjoint.</summary>
internal static class Joins
{
    public static void Forward<T>(Network<T> network, Node<T> node, PassMemory<T> memory, int index, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> output = memory.Array(index, batch * node.Output.Size);
        int offset = 0;
        for (int k = 0; k < node.Inputs.Length; k++)
        {
            int size = network.Nodes[node.Inputs[k]].Output.Size;
            ReadOnlySpan<T> input = memory.Array(node.Inputs[k], batch * size);
            if (node.Join == JoinKind.Concatenate) CopyRows(input, size, 0, output, node.Output.Size, offset, size, batch);
            else if (k == 0) input.CopyTo(output);
            else BiasRows.AddSum(input, output);
            offset += size;
        }
    }

    public static void Backward<T>(Network<T> network, Node<T> node, PassMemory<T> memory, int index, int batch, bool[] reached)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> output = memory.Array(index, batch * node.Output.Size);
        int offset = 0;
        foreach (int source in node.Inputs)
        {
            int size = network.Nodes[source].Output.Size;
            Span<T> input = memory.Array(source, batch * size);
            int start = node.Join == JoinKind.Concatenate ? offset : 0;
            if (reached[source]) AddRows(output, node.Output.Size, start, input, size, batch);
            else CopyRows(output, node.Output.Size, start, input, size, 0, size, batch);
            reached[source] = true;
            offset += size;
        }
    }

    private static void CopyRows<T>(ReadOnlySpan<T> from, int fromWidth, int fromStart, Span<T> to, int toWidth, int toStart, int length, int rows)
    {
        for (int n = 0; n < rows; n++) from.Slice((n * fromWidth) + fromStart, length).CopyTo(to[((n * toWidth) + toStart)..]);
    }

    private static void AddRows<T>(ReadOnlySpan<T> from, int fromWidth, int fromStart, Span<T> to, int length, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int n = 0; n < rows; n++) BiasRows.AddSum(from.Slice((n * fromWidth) + fromStart, length), to.Slice(n * length, length));
    }
}
