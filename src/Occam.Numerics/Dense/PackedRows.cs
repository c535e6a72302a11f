namespace Occam.Numerics.Dense;

/// <summary>A left factor that <see cref="Product.PackLeft"/> has packed for several products: [steps of k, rows by panels, k, row of the panel].</summary>
public readonly unsafe struct PackedRows<T>(T* panels, int rows) : IPanelSource<T>
    where T : unmanaged
{
    private const int TallestPanel = 8;

    /// <summary>Values that so many rows take, with the room that packing may spill into.</summary>
    public static int Length(int rows, int depth) => (Padded(rows) * depth) + (TallestPanel * TallestPanel);

    /// <inheritdoc/>
    public T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel) => panels + Offset(rows, firstLane, firstDepth, depth);

    internal static nint Offset(int rows, int firstRow, int firstDepth, int depth) => ((nint)firstDepth * Padded(rows)) + ((nint)firstRow * depth);

    private static int Padded(int rows) => (rows + TallestPanel - 1) / TallestPanel * TallestPanel;
}
