using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>
/// Bounds of the gradients of a layer with one site. A part is a panel of neighbouring input columns with a block of output rows: the panel
/// stays in the nearest cache, and gradients exist in registers only.
/// </summary>
/// <param name="shape">The layer's shape.</param>
/// <param name="offset">Where its parameters start.</param>
/// <param name="inputs">U [example, group, column].</param>
/// <param name="plan">The examples that count, by output row.</param>
/// <param name="nonNegative">Whether no input is negative: then the sign of a gradient is its cotangent's.</param>
/// <param name="ranks">The ranks of the bounds; null when they are the extremes and nobody reads them.</param>
/// <param name="sink">Receives the bounds.</param>
internal readonly unsafe struct OuterProductJob<T, TSink>(
    FactorShape shape, int offset, T* inputs, ExamplePlan<T> plan, bool nonNegative, PercentileRanks? ranks, TSink sink) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSink : struct, IBoundsSink<T>
{
    private const int RowsPerPart = 64;

    public int Parts => shape.Groups * Panels * Blocks;

    private int Panels => (shape.InputColumns + Vector512<T>.Count - 1) / Vector512<T>.Count;

    private int Blocks => (shape.CotangentWidth + RowsPerPart - 1) / RowsPerPart;

    public void Run(int part, Scratch scratch)
    {
        int block = part % Blocks, panelIndex = part / Blocks % Panels, group = part / (Blocks * Panels);
        int first = panelIndex * Vector512<T>.Count, lanes = Math.Min(Vector512<T>.Count, shape.InputColumns - first);
        T* panel = scratch.Rent<T>((nint)2 * plan.Examples * Vector512<T>.Count);
        Panel.Pack(inputs + ((nint)group * shape.InputColumns) + first, (nint)shape.InputLength, plan.Examples, lanes, panel);
        int end = Math.Min(shape.CotangentWidth, (block + 1) * RowsPerPart);
        for (int q = block * RowsPerPart; q < end; q++) Row((group * shape.CotangentWidth) + q, first, lanes, panel);
    }

    private void Row(int row, int first, int lanes, T* panel)
    {
        int zeros = plan.Examples - plan.Count(row);
        T* work = panel + ((nint)plan.Examples * Vector512<T>.Count);
        Vector512<T> low = Vector512.Create(T.NegativeInfinity), high = Vector512.Create(T.PositiveInfinity);
        if (ranks is { } wanted)
        {
            low = Value(row, wanted.Low, zeros, panel, work);
            high = wanted.High == wanted.Low ? low : Value(row, wanted.High, zeros, panel, work);
        }

        sink.Accept(plan.Active(row, panel), zeros, low, high, new CoordinateRange(shape, offset, (row * shape.InputColumns) + first, lanes));
    }

    private Vector512<T> Value(int row, int rank, int zeros, T* panel, T* work)
    {
        if (!nonNegative) return AmongZeros(plan.Active(row, panel), rank, zeros, work);
        int negatives = plan.Negatives(row);
        if (rank < negatives) return OrderStatistics.Select(plan.Negative(row, panel), rank, work);
        rank -= negatives + zeros;
        return rank < 0 ? Vector512<T>.Zero : OrderStatistics.Select(plan.Positive(row, panel), rank, work);
    }

    /// <summary>
    /// The value of a rank among the rows and some zeros: the row of that rank while it is negative, the row of the rank without the zeros once
    /// that is positive, zero between.
    /// </summary>
    private static Vector512<T> AmongZeros(in ProductRows<T> rows, int rank, int zeros, T* work)
    {
        if (zeros == 0) return OrderStatistics.Select(in rows, rank, work);
        Vector512<T> below = rank < rows.Count ? Vector512.MinNative(OrderStatistics.Select(in rows, rank, work), Vector512<T>.Zero) : Vector512<T>.Zero;
        return rank < zeros ? below : Vector512.MaxNative(OrderStatistics.Select(in rows, rank - zeros, work), below);
    }
}
