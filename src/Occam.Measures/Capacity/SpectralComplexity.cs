using Occam.Measures.Norms;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Measures.Capacity;

/// <summary>
/// What the spectral margin bounds are made of, without the constants and logarithms in front of them, so that they rank networks and say nothing about a gap by
/// themselves. γ is the margin, X the examples, M_j the weights that training began at.
/// </summary>
/// <param name="Bartlett">
/// Π ‖W_j‖₂ (Σ_j (‖W_jᵀ − M_jᵀ‖₂,₁ / ‖W_j‖₂)^{2/3})^{3/2}, to be multiplied by ‖X‖_F/(γn): theorem 1.1 of Bartlett, Foster and Telgarsky 2017, arXiv 1706.08498.
/// </param>
/// <param name="Neyshabur">
/// Π ‖W_j‖₂ √(Σ_j ‖W_j‖_F²/‖W_j‖₂²), to be multiplied by max ‖x‖ L √(h ln(Lh)) / (γ√n) with the largest width h: theorem 1 of Neyshabur, Bhojanapalli and Srebro 2018,
/// arXiv 1707.09564.
/// </param>
public sealed record SpectralComplexity(double Bartlett, double Neyshabur)
{
    /// <summary>Both, of a trained network.</summary>
    /// <param name="network">The W_j.</param>
    /// <param name="initial">The M_j.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="seed">Where the vectors that singular values are found from begin.</param>
    /// <param name="control">Progress and cancellation.</param>
    public static SpectralComplexity Of(HomogeneousNetwork network, HomogeneousNetwork initial, Workers workers, Seed seed, IterationControl control = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        double[] spectral = [.. network.Matrices.Select((m, j) => new WeightMatrix($"{j}", m.Values, m.Rows, m.Columns).Spectral(workers, seed.Derive(j), control).Norm)];
        double product = spectral.Aggregate(1.0, (value, s) => value * s);
        double distances = network.RowDistances(initial).Zip(spectral, (b, s) => TwoThirds(b / s)).Sum();
        double ranks = network.Frobenius.Zip(spectral, (f, s) => f * f / (s * s)).Sum();
        return new SpectralComplexity(product * distances * Math.Sqrt(distances), product * Math.Sqrt(ranks));
    }

    /// <summary>x^{2/3}.</summary>
    private static double TwoThirds(double x) => x > 0 ? Elementary.Exp(2.0 / 3 * Elementary.Log(x)) : 0;
}
