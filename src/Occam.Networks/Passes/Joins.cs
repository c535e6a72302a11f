using System.Numerics;
using Occam.Networks.Layers;
using Occam.Numerics.Threading;

namespace Occam.Networks.Passes;

/// <summary>Sums and concatenations: linear, so values and tangents go forward by one rule, cotangents and their tangents back by its adjoint.</summary>
internal static unsafe class Joins
{
    public static void Forward<T>(Workers workers, Network<T> network, Node<T> node, PassMemory<T> memory, int index, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* output = memory.Array(index, batch * node.Output.Size))
        {
            int offset = 0;
            for (int k = 0; k < node.Inputs.Length; k++)
            {
                int size = network.Nodes[node.Inputs[k]].Output.Size;
                fixed (T* input = memory.Array(node.Inputs[k], batch * size))
                {
                    T* target = node.Join == JoinKind.Concatenate ? output + offset : output;
                    workers.Run(new RowsJob<T>(input, size, target, node.Output.Size, size, node.Join == JoinKind.Add && k > 0), batch);
                }

                offset += size;
            }
        }
    }

    public static void Backward<T>(Workers workers, Network<T> network, Node<T> node, PassMemory<T> memory, int index, int batch, bool[] reached)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* output = memory.Array(index, batch * node.Output.Size))
        {
            int offset = 0;
            foreach (int source in node.Inputs)
            {
                int size = network.Nodes[source].Output.Size;
                fixed (T* input = memory.Array(source, batch * size))
                {
                    T* from = node.Join == JoinKind.Concatenate ? output + offset : output;
                    workers.Run(new RowsJob<T>(from, node.Output.Size, input, size, size, reached[source]), batch);
                }

                reached[source] = true;
                offset += size;
            }
        }
    }

    /// <summary>to[n·toStride + i] (+)= from[n·fromStride + i]; a part is one example.</summary>
    private readonly struct RowsJob<T>(T* from, int fromStride, T* to, int toStride, int length, bool accumulate) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            ReadOnlySpan<T> source = new(from + ((nint)part * fromStride), length);
            Span<T> target = new(to + ((nint)part * toStride), length);
            if (accumulate) BiasRows.AddSum(source, target);
            else source.CopyTo(target);
        }
    }
}
