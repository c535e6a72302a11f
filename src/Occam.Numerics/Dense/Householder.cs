using Occam.Numerics.Simd;

namespace Occam.Numerics.Dense;

/// <summary>Householder reflectors H = I − τ·v·vᵀ with v[0] = 1, as LAPACK's: H·x = β·e₀, β of the sign opposite to x[0].</summary>
internal static class Householder
{
    /// <summary>Overwrites x with v and returns β and τ; τ = 0 and H = I when x is already a multiple of e₀.</summary>
    public static (double Beta, double Tau) Reflect(Span<double> x)
    {
        double alpha = x[0], largest = Reductions.MaximumMagnitude<double>(x[1..]);
        x[0] = 1;
        if (largest == 0) return (alpha, 0);

        // A power of two: it keeps squares in range and rounds nothing.
        int exponent = Math.Max(-1022, Math.ILogB(Math.Max(largest, Math.Abs(alpha))));
        double scale = Math.ScaleB(1, -exponent), first = alpha * scale;
        Span<double> tail = x[1..];
        VectorOperations.Scale(scale, tail);
        double norm = Math.Sqrt(double.FusedMultiplyAdd(first, first, Reductions.SumOfSquares<double>(tail)));
        double beta = first > 0 ? -norm : norm;
        VectorOperations.Scale(1 / (first - beta), tail);
        return (Math.ScaleB(beta, exponent), (beta - first) / beta);
    }

    /// <summary>y ← H·y.</summary>
    public static void Apply(ReadOnlySpan<double> v, double tau, Span<double> y) =>
        VectorOperations.AddScaled(-tau * Reductions.Dot<double>(v, y), v, y);
}
