using System.Buffers;
using System.Numerics;
using Occam.Networks.Passes;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>
/// Goes through every parameter of a network with the gradients of all examples of the batch, a few parameters at a time. Layers with one
/// site: straight from the factors. Others: tiles of formed gradients, as many parameters as the memory allows.
/// </summary>
internal static unsafe class CoordinateTiles
{
    /// <summary>Gives the sink the bounds of every parameter; it sees the examples themselves as well.</summary>
    /// <param name="passes">After a backward pass.</param>
    /// <param name="ranks">The ranks of the bounds; null when nobody reads them.</param>
    /// <param name="memory">Bytes for tiles and factors of layers with several sites; one row of parameters and one example at least.</param>
    /// <param name="sink">Receives the bounds.</param>
    public static void Run<T, TSink>(NetworkPasses<T> passes, PercentileRanks? ranks, long memory, TSink sink)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSink : struct, IBoundsSink<T>
    {
        foreach (int node in passes.Network.FactorNodes)
        {
            if (passes.Network.FactorShape(node).Sites == 1) OuterProducts(passes, node, ranks, sink);
            else Tiles(passes, node, ranks, memory, sink);
        }
    }

    private static void OuterProducts<T, TSink>(NetworkPasses<T> passes, int node, PercentileRanks? ranks, TSink sink)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSink : struct, IBoundsSink<T>
    {
        FactorShape shape = passes.Network.FactorShape(node);
        int examples = passes.Batch, rows = shape.Groups * shape.CotangentWidth;
        T[] u = Rent<T>((long)examples * shape.InputLength), v = Rent<T>((long)examples * shape.CotangentLength), signed = Rent<T>(2L * examples * rows);
        int[] starts = Rent<int>(2L * examples * rows), counts = Rent<int>(2L * rows);
        GradientFactors<T> factors = passes.FillFactors(node, 0, examples, u, v);
        FactorSigns signs = FactorSigns.Of(factors.Inputs);
        fixed (T* inputs = u, cotangents = v, planned = signed)
        fixed (int* places = starts, numbers = counts)
        {
            ExamplePlan<T> plan = new(examples, places, planned, numbers);
            passes.Workers.Run(
                new ExamplePlanJob<T>(plan, cotangents, rows, keepZeros: !signs.Finite), (rows + ExamplePlanJob<T>.RowsPerPart - 1) / ExamplePlanJob<T>.RowsPerPart);
            OuterProductJob<T, TSink> job = new(
                shape, passes.Network.ParameterOffset(node), inputs, plan, signs is { NonNegative: true, Finite: true }, ranks, sink);
            passes.Workers.Run(job, job.Parts);
        }

        foreach (T[] array in (ReadOnlySpan<T[]>)[u, v, signed]) ArrayPool<T>.Shared.Return(array);
        foreach (int[] array in (ReadOnlySpan<int[]>)[starts, counts]) ArrayPool<int>.Shared.Return(array);
    }

    private static void Tiles<T, TSink>(NetworkPasses<T> passes, int node, PercentileRanks? ranks, long memory, TSink sink)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSink : struct, IBoundsSink<T>
    {
        FactorShape shape = passes.Network.FactorShape(node);
        int examples = passes.Batch, outputs = shape.Groups * shape.CotangentWidth, columns = shape.InputColumns;

        // Half for the tile, the rest for factors: each pass over the outputs needs all factors again.
        int rows = FactorChunks.Examples<T>((long)examples * columns, outputs, memory / 2);
        long tile = (long)examples * rows * columns;
        int chunk = FactorChunks.Examples<T>(shape.FactorLength, examples, memory - (tile * sizeof(T)));
        T[] u = Rent<T>((long)chunk * shape.InputLength), v = Rent<T>((long)chunk * shape.CotangentLength), own = Rent<T>(tile);
        for (int first = 0; first < outputs; first += rows)
        {
            int count = Math.Min(rows, outputs - first), width = count * columns;
            Form(passes, node, first, count, chunk, u, v, own);
            fixed (T* gradients = own)
            {
                RowTileJob<T, TSink> job = new(
                    shape, passes.Network.ParameterOffset(node), first * columns, width, gradients, examples, ranks, sink);
                passes.Workers.Run(job, job.Parts);
            }
        }

        foreach (T[] array in (ReadOnlySpan<T[]>)[u, v, own]) ArrayPool<T>.Shared.Return(array);
    }

    /// <summary>gradients[n, row, column] of all examples for some output rows.</summary>
    private static void Form<T>(NetworkPasses<T> passes, int node, int firstRow, int rows, int chunk, T[] u, T[] v, T[] gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FactorShape shape = passes.Network.FactorShape(node);
        nint width = (nint)rows * shape.InputColumns;
        for (int first = 0; first < passes.Batch; first += chunk)
        {
            int count = Math.Min(chunk, passes.Batch - first);
            if (chunk < passes.Batch || firstRow == 0) passes.FillFactors(node, first, count, u, v);
            fixed (T* inputs = u, cotangents = v, target = gradients)
                passes.Workers.Run(new GradientBlockJob<T>(shape, firstRow, rows, inputs, cotangents, target + (first * width), width), count);
        }
    }

    /// <summary>From the shared pool, so that a repeated step allocates nothing.</summary>
    private static TElement[] Rent<TElement>(long length) => ArrayPool<TElement>.Shared.Rent(checked((int)length));
}
