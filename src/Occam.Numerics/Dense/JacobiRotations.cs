using System.Runtime.Intrinsics;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Dense;

/// <summary>Plane rotations that make the rows of a matrix orthogonal, the heavier row first (Hestenes 1958, in the order of de Rijk 1989).</summary>
internal static class JacobiRotations
{
    private const int MostSweeps = 60;

    // Of rows with elements near 1: what lies below has no square, and no angle to any other row.
    private const double LeastSquare = 1e-280;

    /// <summary>Turns <paramref name="rows"/> rows of <paramref name="a"/>, each of <paramref name="length"/> values, and the square <paramref name="turns"/> along with them.</summary>
    /// <exception cref="NumericalException">Sixty sweeps did not suffice; ten do for every matrix of finite numbers that is known.</exception>
    public static void Run(double[] a, int length, double[] turns, int rows)
    {
        // Below it a dot product is made of rounding alone.
        double tolerance = Math.Max(4, Math.Sqrt(length)) * Math.ScaleB(1, -52);
        double[] squares = new double[rows];
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            for (int i = 0; i < rows; i++) squares[i] = Square(a.AsSpan(i * length, length));
            if (!Sweep(a, length, turns, rows, squares, tolerance)) return;
        }

        throw new NumericalException("Singular values", $"orthogonal rows after {MostSweeps} sweeps", "rows that still are not", "Report the matrix: this is not known to happen.");
    }

    private static double Square(Span<double> row)
    {
        double square = Reductions.SumOfSquares<double>(row);
        if (square >= LeastSquare) return square;
        row.Clear();
        return 0;
    }

    private static bool Sweep(double[] a, int length, double[] turns, int rows, double[] squares, double tolerance)
    {
        bool turned = false;
        for (int p = 0; p < rows - 1; p++)
        {
            BringHeaviest(a, length, turns, rows, squares, p);
            for (int q = p + 1; q < rows; q++)
            {
                Span<double> first = a.AsSpan(p * length, length), second = a.AsSpan(q * length, length);
                double dot = Reductions.Dot<double>(first, second);
                if (!(Math.Abs(dot) > tolerance * Math.Sqrt(squares[p]) * Math.Sqrt(squares[q]))) continue;
                turned = true;
                double zeta = (squares[q] - squares[p]) / (2 * dot);
                double tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta))), cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                if (double.IsInfinity(zeta * zeta)) (tangent, cosine) = (1 / (2 * zeta), 1);
                Rotate(first, second, cosine, cosine * tangent);
                Rotate(turns.AsSpan(p * rows, rows), turns.AsSpan(q * rows, rows), cosine, cosine * tangent);
                (squares[p], squares[q]) = (Square(first), Square(second));
            }
        }

        return turned;
    }

    /// <summary>The row that weighs most of those from p on takes place p: the values then come out nearly in order, and sweeps are fewer.</summary>
    private static void BringHeaviest(double[] a, int length, double[] turns, int rows, double[] squares, int p)
    {
        int heaviest = p;
        for (int i = p + 1; i < rows; i++)
            if (squares[i] > squares[heaviest]) heaviest = i;
        if (heaviest == p) return;
        Exchange(a.AsSpan(p * length, length), a.AsSpan(heaviest * length, length));
        Exchange(turns.AsSpan(p * rows, rows), turns.AsSpan(heaviest * rows, rows));
        (squares[p], squares[heaviest]) = (squares[heaviest], squares[p]);
    }

    /// <summary>x ← cx − sy, y ← sx + cy.</summary>
    private static void Rotate(Span<double> x, Span<double> y, double cosine, double sine)
    {
        Vector256<double> c = Vector256.Create(cosine), s = Vector256.Create(sine);
        for (int i = 0; i < x.Length; i += Vector256<double>.Count)
        {
            Vector256<double> left = Lanes.Load<double>(x, i), right = Lanes.Load<double>(y, i);
            Lanes.Store(Lanes.FusedMultiplyAdd(c, left, -(s * right)), x, i);
            Lanes.Store(Lanes.FusedMultiplyAdd(c, right, s * left), y, i);
        }
    }

    private static void Exchange(Span<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = (y[i], x[i]);
    }
}
