using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>
/// G[i,j] = ⟨g_i, g_j⟩ for one layer, in double: Σ_{s,t} ⟨U_is,U_jt⟩⟨V_is,V_jt⟩ from factors, or the products of gradient rows. Products of single
/// precision numbers are exact in double, and every sum is one chain in a fixed order, so G is symmetric to the bit and neither threads nor
/// the cut into blocks change it. Nothing is allocated after construction.
/// </summary>
public sealed class GramMatrix<T>(Workers workers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TileRows = 256, TileColumns = 1024;
    private readonly double[] _sums = new double[TileRows * TileRows];
    private double[] _left = new double[TileRows * TileColumns], _right = new double[TileRows * TileColumns];
    private double[] _inputs = new double[TileRows * TileRows], _cotangents = new double[TileRows * TileRows];

    /// <summary>Adds the products of the examples in <paramref name="a"/> with those in <paramref name="b"/> for one layer.</summary>
    /// <param name="a">The examples of the rows.</param>
    /// <param name="b">The examples of the columns; the same object for a block on the diagonal, of which only one half is computed.</param>
    /// <param name="layer">Which of the network's layers with parameters, counted from 0.</param>
    /// <param name="shape">Its factors' shape.</param>
    /// <param name="gram">Where the element for the first examples of a and b lies; added to.</param>
    /// <param name="stride">Elements from one row of the matrix to the next.</param>
    public void Add(ExampleFactors<T> a, ExampleFactors<T> b, int layer, FactorShape shape, Span<double> gram, int stride)
    {
        bool ghost = a.IsGhost(layer);
        if (b.IsGhost(layer) != ghost)
            throw new ArgumentException("Gram matrix: expected two sets of examples that were made for one matrix, got sets with different layouts. Make both for the same number of examples.");
        int sites = ghost ? shape.Sites : 1, examples = Math.Max(1, TileRows / sites);
        Grow(examples * sites);
        for (int i = 0; i < a.Count; i += examples)
        {
            for (int j = ReferenceEquals(a, b) ? i : 0; j < b.Count; j += examples)
            {
                Tile tile = new(i, Math.Min(examples, a.Count - i), j, Math.Min(examples, b.Count - j), sites);
                Span<double> products = ghost ? Ghost(a, b, layer, shape, tile) : Direct(a, b, layer, shape, tile);
                Store(products, tile, gram, stride, mirror: ReferenceEquals(a, b) && i != j);
            }
        }
    }

    private static void Store(Span<double> products, Tile tile, Span<double> gram, int stride, bool mirror)
    {
        for (int i = 0; i < tile.RowCount; i++)
        {
            for (int j = 0; j < tile.ColumnCount; j++)
            {
                double value = products[(i * tile.ColumnCount) + j];
                gram[((tile.FirstRow + i) * stride) + tile.FirstColumn + j] += value;
                if (mirror) gram[((tile.FirstColumn + j) * stride) + tile.FirstRow + i] += value;
            }
        }
    }

    private Span<double> Direct(ExampleFactors<T> a, ExampleFactors<T> b, int layer, FactorShape shape, Tile tile)
    {
        int width = shape.ParameterCount;
        Products(new Rows(a.Inputs(layer, width), width, 0, width), new Rows(b.Inputs(layer, width), width, 0, width), tile, _inputs);
        return _inputs;
    }

    private Span<double> Ghost(ExampleFactors<T> a, ExampleFactors<T> b, int layer, FactorShape shape, Tile tile)
    {
        int p = shape.InputColumns, q = shape.CotangentWidth, groups = shape.Groups;
        ReadOnlySpan<T> ua = a.Inputs(layer, shape.InputLength), ub = b.Inputs(layer, shape.InputLength);
        ReadOnlySpan<T> va = a.Cotangents(layer, shape.CotangentLength), vb = b.Cotangents(layer, shape.CotangentLength);
        Span<double> sums = _sums.AsSpan(0, tile.RowCount * tile.ColumnCount);
        for (int g = 0; g < groups; g++)
        {
            Products(new Rows(ua, groups * p, g * p, p), new Rows(ub, groups * p, g * p, p), tile, _inputs);
            Products(new Rows(va, groups * q, g * q, q), new Rows(vb, groups * q, g * q, q), tile, _cotangents);
            Contract(tile, sums, first: g == 0);
        }

        return sums;
    }

    /// <summary>sums[i,j] (+)= Σ_{s,t} (U Uᵀ)[is,jt]·(V Vᵀ)[is,jt].</summary>
    private void Contract(Tile tile, Span<double> sums, bool first)
    {
        int s = tile.Sites, width = tile.ColumnCount * s;
        for (int i = 0; i < tile.RowCount; i++)
        {
            for (int j = 0; j < tile.ColumnCount; j++)
            {
                double sum = first ? 0 : sums[(i * tile.ColumnCount) + j];
                for (int row = i * s; row < (i + 1) * s; row++)
                {
                    for (int column = j * s; column < (j + 1) * s; column++)
                        sum = Math.FusedMultiplyAdd(_inputs[(row * width) + column], _cotangents[(row * width) + column], sum);
                }

                sums[(i * tile.ColumnCount) + j] = sum;
            }
        }
    }

    /// <summary>products[i,j] = Σ_k a[i,k]·b[j,k] over the rows of a tile.</summary>
    private void Products(Rows a, Rows b, Tile tile, double[] products)
    {
        int rows = tile.RowCount * tile.Sites, columns = tile.ColumnCount * tile.Sites;
        for (int first = 0; first < a.Width; first += TileColumns)
        {
            int depth = Math.Min(TileColumns, a.Width - first);
            a.Widen(tile.FirstRow * tile.Sites, rows, first, depth, _left);
            b.Widen(tile.FirstColumn * tile.Sites, columns, first, depth, _right);
            MatrixView<double> right = new(_right, columns, depth);
            Gemm.Multiply(workers, new MatrixView<double>(_left, rows, depth), right.Transposed, products, accumulate: first > 0);
        }
    }

    /// <summary>More sites than a tile has rows: room for one example against one.</summary>
    private void Grow(int rows)
    {
        if (rows <= TileRows || _inputs.Length >= rows * rows) return;
        (_left, _right) = (new double[rows * TileColumns], new double[rows * TileColumns]);
        (_inputs, _cotangents) = (new double[rows * rows], new double[rows * rows]);
    }

    private readonly record struct Tile(int FirstRow, int RowCount, int FirstColumn, int ColumnCount, int Sites);

    private readonly ref struct Rows(ReadOnlySpan<T> data, int stride, int start, int width)
    {
        private readonly ReadOnlySpan<T> _data = data;

        public int Width => width;

        public void Widen(int firstRow, int rows, int firstColumn, int columns, Span<double> target)
        {
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<T> source = _data.Slice(((firstRow + row) * stride) + start + firstColumn, columns);
                Span<double> to = target.Slice(row * columns, columns);
                if (typeof(T) == typeof(float)) VectorOperations.Widen(MemoryMarshal.Cast<T, float>(source), to);
                else MemoryMarshal.Cast<T, double>(source).CopyTo(to);
            }
        }
    }
}
