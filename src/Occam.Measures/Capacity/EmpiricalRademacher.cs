using Occam.Numerics.Simd;

namespace Occam.Measures.Capacity;

/// <summary>
/// Upper bounds of the empirical Rademacher complexity R̂ = E_σ sup_f (1/n) Σ_i σ_i f(x_i), σ_i independent and ±1 with probability ½ each, of classes that
/// a norm limits. All constants are explicit. Biases are weights of a constant 1 that belongs to the input, as in <see cref="HomogeneousNetwork"/>.
/// </summary>
public static class EmpiricalRademacher
{
    /// <summary>ln 2.</summary>
    internal const double Ln2 = 0.6931471805599453;

    /// <summary>
    /// √(2 ln N / n), of N functions with values in [−1, 1]: Massart's finite class lemma. With N the number of ways in which a class can label the n
    /// examples it holds for any class of signs.
    /// </summary>
    /// <param name="logCount">ln N.</param>
    /// <param name="examples">n.</param>
    public static double Massart(double logCount, int examples) => Math.Sqrt(2 * logCount / examples);

    /// <summary>
    /// The t in [0, 1] with ½ (1 + t) ln(1 + t) + ½ (1 − t) ln(1 − t) = ln N / n, and 1 from ln N = n ln 2 on: an upper bound of R̂ of N functions with values ±1, never above Massart's, nor
    /// above 1. It is what Massart's proof gives with ln cosh λ itself where he takes λ²/2, min over λ > 0 of (ln N / n + ln cosh λ)/λ. With N the number of ways in
    /// which a class can label the n examples it holds for any class of signs.
    /// </summary>
    /// <param name="logCount">ln N.</param>
    /// <param name="examples">n.</param>
    public static double OfSigns(double logCount, int examples)
    {
        double rate = logCount / examples;
        if (rate >= Ln2) return 1;
        (double low, double high) = (0, 1);
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            double divergence = (((1 + middle) * Elementary.Log1p(middle)) + ((1 - middle) * Elementary.Log1p(-middle))) / 2;
            if (divergence < rate) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>
    /// B √(Σ ‖x_i‖²) / n ≥ (B/n) E‖Σ σ_i x_i‖ = R̂ of {x ↦ ⟨w, x⟩ : ‖w‖ ≤ B}, by Jensen's inequality; equal where the examples are orthogonal. Source: Bartlett
    /// and Mendelson 2002, JMLR 3.
    /// </summary>
    /// <param name="norm">B.</param>
    /// <param name="squaredLengths">Σ ‖x_i‖².</param>
    /// <param name="examples">n.</param>
    public static double Linear(double norm, double squaredLengths, int examples) => Frobenius(norm, 1, squaredLengths, examples);

    /// <summary>
    /// B (√(2(L − 1) ln 2) + 1) √(Σ ‖x_i‖²) / n, of networks with L layers of weights, one output, ReLU or leaky ReLU between layers and
    /// Π ‖W_j‖_F ≤ B. Theorem 1 of Golowich, Rakhlin and Shamir 2018, arXiv 1712.06541, whose proof takes a factor 2 at each of the L − 1 activations;
    /// they write L.
    /// </summary>
    /// <param name="product">B.</param>
    /// <param name="layers">L.</param>
    /// <param name="squaredLengths">Σ ‖x_i‖².</param>
    /// <param name="examples">n.</param>
    public static double Frobenius(double product, int layers, double squaredLengths, int examples) =>
        product * (Math.Sqrt(2 * (layers - 1) * Ln2) + 1) * Math.Sqrt(squaredLengths) / examples;

    /// <summary>
    /// B √(2(L ln 2 + ln d) max_j Σ_i x_ij²) / n, of such networks with the sum over paths of Π |w| at most B. By rescaling units that is the class in which the
    /// weights into every hidden unit sum to at most 1 in absolute value and those into the output to at most B (Neyshabur, Tomioka and Srebro 2015,
    /// arXiv 1503.00036); then each of L − 1 activations costs a factor 2 inside of E exp, as does the sign of the largest coordinate, and each of the d
    /// coordinates of Σ σ_i x_i is sub-Gaussian: the proof of Theorem 2 of Golowich, Rakhlin and Shamir 2018 with the constants that it gives for one output.
    /// </summary>
    /// <param name="path">B.</param>
    /// <param name="layers">L.</param>
    /// <param name="inputs">d, the constant included.</param>
    /// <param name="largestColumn">max_j Σ_i x_ij².</param>
    /// <param name="examples">n.</param>
    public static double Path(double path, int layers, int inputs, double largestColumn, int examples) =>
        path * Math.Sqrt(2 * ((layers * Ln2) + Elementary.Log((double)inputs)) * largestColumn) / examples;
}
