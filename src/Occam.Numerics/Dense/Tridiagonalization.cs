using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// A = Q·T·Qᵀ with T tridiagonal, by Householder reflectors in panels of 32 columns (Dongarra, Sorensen and Hammarling 1989): half of the
/// work is products of the matrix with a vector, the other half, the update behind a panel, matrix products. The reflectors stay in the
/// rows of A: v of column c in a[c, c+1 …], its τ apart.
/// </summary>
internal sealed unsafe class Tridiagonalization
{
    private const int PanelWidth = 32;
    private readonly Workers _workers;
    private readonly double[] _matrix, _taus;
    private readonly int _n;

    /// <summary>Reduces a full symmetric row-major matrix, which is overwritten by the reflectors.</summary>
    public Tridiagonalization(Workers workers, double[] matrix, int n)
    {
        (_workers, _matrix, _n) = (workers, matrix, n);
        _taus = new double[n];
        Diagonal = new double[n];
        OffDiagonal = new double[Math.Max(0, n - 1)];
        Reduce();
    }

    public double[] Diagonal { get; }

    public double[] OffDiagonal { get; }

    /// <summary>Qᵀ, row-major: row i is column i of Q.</summary>
    public double[] Rows()
    {
        int n = _n, last = (n - 2) / PanelWidth * PanelWidth;
        double[] rows = new double[n * n], memory = new double[(3 * PanelWidth * n) + (PanelWidth * PanelWidth)];
        for (int i = 0; i < n; i++) rows[(i * n) + i] = 1;
        fixed (double* q = rows, v = memory)
        {
            for (int k = last; n > 1 && k >= 0; k -= PanelWidth) ApplyPanel(q, k, Math.Min(PanelWidth, n - 1 - k), v);
        }

        return rows;
    }

    private void Reduce()
    {
        double[] memory = new double[(3 * PanelWidth * _n) + (2 * PanelWidth)];
        fixed (double* a = _matrix, panel = memory)
        {
            for (int k = 0; k < _n - 1; k += PanelWidth)
            {
                int width = Math.Min(PanelWidth, _n - 1 - k);
                double* v = panel, w = panel + (width * _n), work = panel + (3 * PanelWidth * _n);
                for (int j = 0; j < width; j++) ReduceColumn(a, k, j, v, w, work);
                int first = k + width, rest = _n - first;
                new ReadOnlySpan<double>(v, width * _n).CopyTo(new Span<double>(panel + (2 * width * _n), width * _n));

                // [V W]·[W V]ᵀ = V·Wᵀ + W·Vᵀ, in one product.
                SubtractedProduct<double>.Run(
                    _workers, new MatrixSource<double>(v + first, 1, _n), new MatrixSource<double>(w + first, 1, _n),
                    new MatrixSink<double>(a + ((nint)first * _n) + first, _n), rest, rest, 2 * width);
            }
        }

        if (_n > 0) Diagonal[_n - 1] = _matrix[^1];
    }

    /// <summary>Column k + j: brings it up to date, reflects it, and finds w of the update A − v·wᵀ − w·vᵀ.</summary>
    private void ReduceColumn(double* a, int k, int j, double* v, double* w, double* work)
    {
        int c = k + j, rest = _n - c - 1;
        Span<double> row = new(a + ((nint)c * _n) + c, rest + 1);
        for (int i = 0; i < j; i++)
        {
            ReadOnlySpan<double> vi = new(v + (i * _n) + c, rest + 1), wi = new(w + (i * _n) + c, rest + 1);
            double vc = vi[0], wc = wi[0];
            VectorOperations.AddScaled(-wc, vi, row);
            VectorOperations.AddScaled(-vc, wi, row);
        }

        Diagonal[c] = row[0];
        Span<double> reflector = row[1..];
        (OffDiagonal[c], double tau) = Householder.Reflect(reflector);
        _taus[c] = tau;
        new Span<double>(v + (j * _n), c + 1).Clear();
        new Span<double>(w + (j * _n), c + 1).Clear();
        Span<double> current = new(v + (j * _n) + c + 1, rest), p = new(w + (j * _n) + c + 1, rest);
        reflector.CopyTo(current);
        if (tau == 0)
        {
            p.Clear();
            return;
        }

        RowDotProducts.Run(_workers, a + ((nint)(c + 1) * _n) + c + 1, _n, v + (j * _n) + c + 1, w + (j * _n) + c + 1, rest, rest);
        SubtractEarlier(v, w, j, c + 1, current, p, work);
        VectorOperations.Scale(tau, p);
        VectorOperations.AddScaled(-0.5 * tau * Reductions.Dot<double>(p, current), current, p);
    }

    /// <summary>p −= Σ_i (v_i·(w_i·v) + w_i·(v_i·v)) over the panel's earlier columns, whose updates the matrix has not seen yet.</summary>
    private void SubtractEarlier(double* v, double* w, int earlier, int first, Span<double> current, Span<double> p, double* work)
    {
        if (earlier == 0) return;
        int rest = _n - first;
        fixed (double* x = current)
        {
            RowDotProducts.Run(_workers, v + first, _n, x, work, earlier, rest);
            RowDotProducts.Run(_workers, w + first, _n, x, work + earlier, earlier, rest);
        }

        for (int i = 0; i < earlier; i++)
        {
            VectorOperations.AddScaled(-work[earlier + i], new ReadOnlySpan<double>(v + (i * _n) + first, rest), p);
            VectorOperations.AddScaled(-work[i], new ReadOnlySpan<double>(w + (i * _n) + first, rest), p);
        }
    }

    /// <summary>Qᵀ ← Qᵀ·(I − V·Tᵀ·Vᵀ) for the reflectors of one panel; only rows and columns behind k can change.</summary>
    private void ApplyPanel(double* q, int k, int width, double* v)
    {
        int first = k + 1, rest = _n - first;
        double* product = v + (PanelWidth * _n), scaled = product + (PanelWidth * _n), triangle = scaled + (PanelWidth * _n);
        for (int j = 0; j < width; j++)
        {
            Span<double> row = new(v + (j * rest), rest);
            row.Clear();
            _matrix.AsSpan(((k + j) * _n) + k + j + 1, rest - j).CopyTo(row[j..]);
        }

        FillTriangle(v, rest, width, _taus.AsSpan(k, width), triangle);
        Span<double> vector = new(product, rest * width), other = new(scaled, rest * width);
        vector.Clear();
        double* corner = q + ((nint)first * _n) + first;

        SubtractedProduct<double>.Run(
            _workers, new MatrixSource<double>(corner, _n, 1), new MatrixSource<double>(v, rest, 1), new MatrixSink<double>(product, width), rest, width, rest);

        // The subtraction from zero gave −Qᵀ·V.
        VectorOperations.Scale(-1, vector);
        Gemm.Multiply(_workers, new MatrixView<double>(vector, rest, width), new MatrixView<double>(new Span<double>(triangle, width * width), width, width).Transposed, other);
        SubtractedProduct<double>.Run(
            _workers, new MatrixSource<double>(scaled, width, 1), new MatrixSource<double>(v, 1, rest), new MatrixSink<double>(corner, _n), rest, rest, width);
    }

    /// <summary>H₀·H₁ ⋯ = I − V·T·Vᵀ: T upper triangular, T[i,j] = −τ_j Σ_l T[i,l]·(v_l·v_j) (Schreiber and Van Loan 1989).</summary>
    private static void FillTriangle(double* v, int length, int width, ReadOnlySpan<double> taus, double* triangle)
    {
        new Span<double>(triangle, width * width).Clear();
        Span<double> dots = stackalloc double[PanelWidth];
        for (int j = 0; j < width; j++)
        {
            ReadOnlySpan<double> current = new(v + (j * length), length);
            for (int l = 0; l < j; l++) dots[l] = Reductions.Dot(new ReadOnlySpan<double>(v + (l * length), length), current);
            for (int i = 0; i < j; i++)
            {
                double sum = 0;
                for (int l = i; l < j; l++) sum = double.FusedMultiplyAdd(triangle[(i * width) + l], dots[l], sum);
                triangle[(i * width) + j] = -taus[j] * sum;
            }

            triangle[(j * width) + j] = taus[j];
        }
    }
}
