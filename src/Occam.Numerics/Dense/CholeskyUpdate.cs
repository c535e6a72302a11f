using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>c ← c − p·qᵀ in the lower triangle, q being the first rows of p: a part is a strip of rows; the panels of q are packed once for all of them.</summary>
internal readonly unsafe struct CholeskyUpdate<T>(T* p, T* c, nint stride, int columns, int depth, Cut strips, T* panels) : IParallelJob
    where T : unmanaged, INumberBase<T>
{
    private const int StripRows = 128, WidestPanel = 48;

    /// <summary>Values for the packed panels.</summary>
    public static int PanelsLength(int columns, int depth) => Depths(depth).Pieces * Product.PanelsLength<T>(columns, depth);

    /// <param name="workers">The threads.</param>
    /// <param name="p">Row-major [rows, depth].</param>
    /// <param name="c">Row-major [rows, columns], its first element on the diagonal.</param>
    /// <param name="stride">Elements from one row to the next in both.</param>
    /// <param name="rows">Rows of both; no fewer than <paramref name="columns"/>.</param>
    /// <param name="columns">Columns of c.</param>
    /// <param name="depth">Columns of p.</param>
    /// <param name="panels">Memory of at least <see cref="PanelsLength"/> values.</param>
    public static void Run(Workers workers, T* p, T* c, nint stride, int rows, int columns, int depth, T* panels)
    {
        if (columns == 0) return;
        Packing packing = new(p, stride, columns, Depths(depth), panels);
        workers.Run(packing, Depths(depth).Pieces);
        CholeskyUpdate<T> job = new(p, c, stride, columns, depth, new Cut(rows, StripRows), panels);
        workers.Run(job, new Cut(rows, StripRows).Pieces);
    }

    public void Run(int part, Scratch scratch)
    {
        int first = strips.Start(part), rows = strips.Size(part), length = Product.PanelsLength<T>(columns, depth);
        MatrixSource<T> left = new(p, stride, 1);
        T* memory = scratch.Rent<T>(Product.ScratchLength<T>(0, depth));
        if (first >= columns)
        {
            Product.Packed(left, panels, length, new MatrixSink<T>(c, stride), new ProductBlock(first, rows, 0, columns, depth), true, memory);
            return;
        }

        // What lies above the diagonal is left out, panel by panel: the widest panel is a multiple of all others.
        int end = Math.Min(columns, (first + rows + WidestPanel - 1) / WidestPanel * WidestPanel);
        Product.Packed(left, panels, length, new LowerSink<T>(c, stride), new ProductBlock(first, rows, 0, end, depth), true, memory);
    }

    private static Cut Depths(int depth) => new(depth, Product.DepthStep(depth));

    /// <summary>The panels of −q, so that the product that adds subtracts; a part is one step of k.</summary>
    private readonly struct Packing(T* p, nint stride, int columns, Cut depths, T* panels) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => Product.PackRight(
            new NegatedSource<T>(new MatrixSource<T>(p, stride, 1)), columns, depths.Start(part), depths.Size(part),
            panels + ((nint)part * Product.PanelsLength<T>(columns, depths.Length)));
    }
}
