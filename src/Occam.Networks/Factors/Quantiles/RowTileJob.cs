using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Bounds of gradients that have been formed: a tile of some parameters for all examples. A part is some panels of it.</summary>
/// <param name="shape">The layer's shape.</param>
/// <param name="offset">Where its parameters start.</param>
/// <param name="first">The first parameter of the tile, in [row, column of U].</param>
/// <param name="width">How many parameters the tile has.</param>
/// <param name="gradients">[example, parameter].</param>
/// <param name="examples">How many examples.</param>
/// <param name="ranks">The ranks of the bounds; null when they are the extremes and nobody reads them.</param>
/// <param name="sink">Receives the bounds.</param>
internal readonly unsafe struct RowTileJob<T, TSink>(
    FactorShape shape, int offset, int first, int width, T* gradients, int examples, PercentileRanks? ranks, TSink sink) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSink : struct, IBoundsSink<T>
{
    private const int PanelsPerPart = 8;

    public int Parts => (width + (PanelsPerPart * Vector512<T>.Count) - 1) / (PanelsPerPart * Vector512<T>.Count);

    public void Run(int part, Scratch scratch)
    {
        T* panel = scratch.Rent<T>((nint)2 * examples * Vector512<T>.Count), work = panel + ((nint)examples * Vector512<T>.Count);
        int start = part * PanelsPerPart * Vector512<T>.Count, end = Math.Min(width, start + (PanelsPerPart * Vector512<T>.Count));
        for (; start < end; start += Vector512<T>.Count)
        {
            int lanes = Math.Min(Vector512<T>.Count, end - start);
            Panel.Pack(gradients + start, width, examples, lanes, panel);
            Bounds(new PanelRows<T>(panel, examples), work, new CoordinateRange(shape, offset, first + start, lanes));
        }
    }

    private void Bounds(in PanelRows<T> rows, T* work, in CoordinateRange range)
    {
        Vector512<T> low = Vector512.Create(T.NegativeInfinity), high = Vector512.Create(T.PositiveInfinity);
        if (ranks is { } wanted)
        {
            low = OrderStatistics.Select(in rows, wanted.Low, work);
            high = wanted.High == wanted.Low ? low : OrderStatistics.Select(in rows, wanted.High, work);
        }

        sink.Accept(in rows, 0, low, high, in range);
    }
}
