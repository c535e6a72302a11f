using System.Runtime.Intrinsics;

namespace Occam.Numerics.Dense;

/// <summary>
/// C = A·B or C += A·B over packed panels. Element (i, j) is one chain of fused multiply-adds over k in ascending order, whatever the vector
/// width, the blocking or the number of workers: vectors run across columns, and blocks of k continue the same chain.
/// </summary>
public static unsafe class Product
{
    private const int DepthBlock = 256;
    private const int ColumnBlock = 1056;

    /// <summary>Computes the block of rows [firstRow, firstRow + rows) and columns [firstColumn, firstColumn + columns) on one worker.</summary>
    /// <param name="left">The left factor; its lanes are rows.</param>
    /// <param name="right">The right factor; its lanes are columns.</param>
    /// <param name="sink">Where the block goes.</param>
    /// <param name="block">Which block, and the length of the shared index.</param>
    /// <param name="accumulate">Whether the existing values are the start of each sum.</param>
    /// <param name="scratch">Memory for the packed panels, at least <see cref="ScratchLength{T}"/> values.</param>
    public static void Block<T, TLeft, TRight, TSink>(TLeft left, TRight right, TSink sink, ProductBlock block, bool accumulate, T* scratch)
        where T : unmanaged
        where TLeft : struct, IPanelSource<T>
        where TRight : struct, IPanelSource<T>
        where TSink : struct, ITileSink<T>
    {
        if (Vector512.IsHardwareAccelerated)
            BlockedProduct<T, Vector512<T>, Lanes512<T>, Eight, TLeft, TRight, TSink>.Run(left, right, sink, block, accumulate, scratch);
        else if (Vector256.IsHardwareAccelerated)
            BlockedProduct<T, Vector256<T>, Lanes256<T>, Four, TLeft, TRight, TSink>.Run(left, right, sink, block, accumulate, scratch);
        else
            BlockedProduct<T, Vector128<T>, Lanes128<T>, Four, TLeft, TRight, TSink>.Run(left, right, sink, block, accumulate, scratch);
    }

    /// <summary>Packs rows [0, rows) of a left factor: what several calls of <see cref="Block"/> share.</summary>
    /// <param name="left">The left factor; its lanes are rows.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="panels">At least <see cref="PackedRows{T}.Length"/> values.</param>
    public static PackedRows<T> PackLeft<T, TLeft>(TLeft left, int rows, int depth, T* panels)
        where T : unmanaged
        where TLeft : struct, IPanelSource<T>
    {
        if (Vector512.IsHardwareAccelerated)
            BlockedProduct<T, Vector512<T>, Lanes512<T>, Eight, TLeft, MatrixSource<T>, MatrixSink<T>>.PackLeft(left, rows, depth, panels);
        else if (Vector256.IsHardwareAccelerated)
            BlockedProduct<T, Vector256<T>, Lanes256<T>, Four, TLeft, MatrixSource<T>, MatrixSink<T>>.PackLeft(left, rows, depth, panels);
        else
            BlockedProduct<T, Vector128<T>, Lanes128<T>, Four, TLeft, MatrixSource<T>, MatrixSink<T>>.PackLeft(left, rows, depth, panels);
        return new PackedRows<T>(panels, rows);
    }

    /// <summary>Packs columns [0, columns) of a right factor for k in [first, first + depth): what several calls of <see cref="Packed"/> share.</summary>
    /// <param name="right">The right factor; its lanes are columns.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="first">The first k; a multiple of <see cref="DepthStep"/>.</param>
    /// <param name="depth">How many k; at most <see cref="DepthStep"/>.</param>
    /// <param name="panels">At least <see cref="PanelsLength{T}"/> values.</param>
    public static void PackRight<T, TRight>(TRight right, int columns, int first, int depth, T* panels)
        where T : unmanaged
        where TRight : struct, IPanelSource<T>
    {
        if (Vector512.IsHardwareAccelerated)
            BlockedProduct<T, Vector512<T>, Lanes512<T>, Eight, MatrixSource<T>, TRight, MatrixSink<T>>.PackRight(right, 0, columns, first, depth, panels);
        else if (Vector256.IsHardwareAccelerated)
            BlockedProduct<T, Vector256<T>, Lanes256<T>, Four, MatrixSource<T>, TRight, MatrixSink<T>>.PackRight(right, 0, columns, first, depth, panels);
        else
            BlockedProduct<T, Vector128<T>, Lanes128<T>, Four, MatrixSource<T>, TRight, MatrixSink<T>>.PackRight(right, 0, columns, first, depth, panels);
    }

    /// <summary>Values that the panels of so many columns and k take: whole vectors of the widest kind, and the one that packing may spill into.</summary>
    public static int PanelsLength<T>(int columns, int depth)
        where T : unmanaged
    {
        int vector = 64 / sizeof(T);
        return (Math.Min(depth, DepthBlock) * ((columns + vector - 1) / vector * vector)) + vector;
    }

    /// <summary>As <see cref="Block"/>, the block beginning at column 0, with a right factor whose panels are packed: one set for each <see cref="DepthStep"/>.</summary>
    public static void Packed<T, TLeft, TSink>(TLeft left, T* panels, nint panelsLength, TSink sink, ProductBlock block, bool accumulate, T* scratch)
        where T : unmanaged
        where TLeft : struct, IPanelSource<T>
        where TSink : struct, ITileSink<T>
    {
        if (Vector512.IsHardwareAccelerated)
            BlockedProduct<T, Vector512<T>, Lanes512<T>, Eight, TLeft, MatrixSource<T>, TSink>.RunPacked(left, panels, panelsLength, sink, block, accumulate, scratch);
        else if (Vector256.IsHardwareAccelerated)
            BlockedProduct<T, Vector256<T>, Lanes256<T>, Four, TLeft, MatrixSource<T>, TSink>.RunPacked(left, panels, panelsLength, sink, block, accumulate, scratch);
        else
            BlockedProduct<T, Vector128<T>, Lanes128<T>, Four, TLeft, MatrixSource<T>, TSink>.RunPacked(left, panels, panelsLength, sink, block, accumulate, scratch);
    }

    /// <summary>How many values of scratch memory a block with this depth and number of columns needs.</summary>
    public static int ScratchLength<T>(int columns, int depth)
        where T : unmanaged
    {
        int k = Math.Min(depth, DepthBlock), widest = 3 * 64 / sizeof(T);
        return (k * (Math.Min(columns, ColumnBlock) + widest)) + LeftLength(depth) + (8 * widest) + widest;
    }

    /// <summary>One left panel and the room that packing may spill into: eight more k.</summary>
    internal static int LeftLength(int depth) => 8 * (Math.Min(depth, DepthBlock) + 8);

    /// <summary>How many k are packed at a time.</summary>
    public static int DepthStep(int depth) => Math.Min(depth, DepthBlock);

    internal static int ColumnStep(int columns) => Math.Min(columns, ColumnBlock);
}
