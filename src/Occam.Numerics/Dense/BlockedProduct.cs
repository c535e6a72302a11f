namespace Occam.Numerics.Dense;

/// <summary>The loops of <see cref="Product"/> for one vector width: panels of the right factor stay in the second cache, one left panel in the first.</summary>
internal static unsafe class BlockedProduct<T, TVector, TLanes, TRows, TLeft, TRight, TSink>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<TVector, T>
    where TRows : ITileExtent
    where TLeft : struct, IPanelSource<T>
    where TRight : struct, IPanelSource<T>
    where TSink : struct, ITileSink<T>
{
    public static void Run(TLeft left, TRight right, TSink sink, ProductBlock block, bool accumulate, T* scratch)
    {
        int depthStep = Product.DepthStep(block.Depth), columnStep = Product.ColumnStep(block.Columns);
        T* tile = scratch, leftPanel = tile + (8 * 3 * TLanes.Width), rightPanels = leftPanel + Product.LeftLength(block.Depth);
        for (int k = 0; k < block.Depth; k += depthStep)
        {
            int depth = Math.Min(depthStep, block.Depth - k);
            for (int j = 0; j < block.Columns; j += columnStep)
            {
                int column = block.FirstColumn + j, columns = Math.Min(columnStep, block.Columns - j);
                PackRight(right, column, columns, k, depth, rightPanels);
                Rows(left, sink, block, column, columns, k, depth, leftPanel, rightPanels, tile, accumulate || k > 0);
            }
        }
    }

    /// <summary>The same with right panels that <see cref="PackRight"/> has packed before, [columns from 0 on, all depths] one <see cref="Product.DepthStep"/> after the other.</summary>
    public static void RunPacked(TLeft left, T* rightPanels, nint panelsLength, TSink sink, ProductBlock block, bool accumulate, T* scratch)
    {
        int depthStep = Product.DepthStep(block.Depth);
        T* tile = scratch, leftPanel = tile + (8 * 3 * TLanes.Width);
        for (int k = 0; k < block.Depth; k += depthStep, rightPanels += panelsLength)
        {
            int depth = Math.Min(depthStep, block.Depth - k);
            Rows(left, sink, block, block.FirstColumn, block.Columns, k, depth, leftPanel, rightPanels, tile, accumulate || k > 0);
        }
    }

    /// <summary>Packs rows [0, rows) for k in [0, depth) as <see cref="PackedRows{T}"/> reads them.</summary>
    public static void PackLeft(TLeft left, int rows, int depth, T* panels)
    {
        int depthStep = Product.DepthStep(depth);
        for (int k = 0; k < depth; k += depthStep)
        {
            int length = Math.Min(depthStep, depth - k);
            for (int row = 0; row < rows; row += TRows.Value)
            {
                int count = Math.Min(TRows.Value, rows - row);
                left.Pack(row, count, Height(count), k, length, panels + PackedRows<T>.Offset(rows, row, k, length));
            }
        }
    }

    private static int Height(int rows) => rows <= 4 ? 4 : TRows.Value;

    private static void Rows(
        TLeft left, TSink sink, ProductBlock block, int column, int columns, int k, int depth, T* leftPanel, T* rightPanels, T* tile, bool accumulate)
    {
        for (int i = 0; i < block.Rows; i += TRows.Value)
        {
            int row = block.FirstRow + i, rows = Math.Min(TRows.Value, block.Rows - i);
            int height = Height(rows);
            T* panel = left.Pack(row, rows, height, k, depth, leftPanel);
            Sweep(sink, row, rows, height, column, columns, depth, panel, rightPanels, tile, accumulate);
        }
    }

    private static int PanelWidth(int remaining) => TLanes.Width * Math.Min(3, (remaining + TLanes.Width - 1) / TLanes.Width);

    public static void PackRight(TRight right, int column, int columns, int k, int depth, T* panels)
    {
        for (int j = 0; j < columns;)
        {
            int width = PanelWidth(columns - j), lanes = Math.Min(width, columns - j);
            right.Pack(column + j, lanes, width, k, depth, panels);
            panels += (nint)depth * width;
            j += lanes;
        }
    }

    private static void Sweep(TSink sink, int row, int rows, int height, int column, int columns, int depth, T* left, T* right, T* tile, bool accumulate)
    {
        for (int j = 0; j < columns;)
        {
            int width = PanelWidth(columns - j), lanes = Math.Min(width, columns - j);
            T* target = null;
            nint stride = 0;
            if (rows == height && lanes == width) target = sink.Locate(row, column + j, rows, lanes, out stride);
            if (target != null)
            {
                Multiply(height, width, depth, left, right, target, stride, accumulate);
            }
            else
            {
                if (accumulate) sink.Read(row, column + j, rows, lanes, tile, width);
                Multiply(height, width, depth, left, right, tile, width, accumulate);
                sink.Write(row, column + j, rows, lanes, tile, width);
            }

            right += (nint)depth * width;
            j += lanes;
        }
    }

    private static void Multiply(int height, int width, int depth, T* left, T* right, T* target, nint stride, bool accumulate)
    {
        int vectors = width / TLanes.Width;
        if (height == TRows.Value)
        {
            if (vectors == 3) Tile<T, TVector, TLanes, TRows, Three>.Multiply(depth, left, right, target, stride, accumulate);
            else if (vectors == 2) Tile<T, TVector, TLanes, TRows, Two>.Multiply(depth, left, right, target, stride, accumulate);
            else Tile<T, TVector, TLanes, TRows, One>.Multiply(depth, left, right, target, stride, accumulate);
        }
        else if (vectors == 3)
        {
            Tile<T, TVector, TLanes, Four, Three>.Multiply(depth, left, right, target, stride, accumulate);
        }
        else if (vectors == 2)
        {
            Tile<T, TVector, TLanes, Four, Two>.Multiply(depth, left, right, target, stride, accumulate);
        }
        else
        {
            Tile<T, TVector, TLanes, Four, One>.Multiply(depth, left, right, target, stride, accumulate);
        }
    }
}
