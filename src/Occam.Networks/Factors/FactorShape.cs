namespace Occam.Networks.Factors;

/// <summary>
/// The gradient of one example with respect to a bilinear layer's weight is, in each group, Σ_s V[s,:] ⊗ U[s,:]: sites s, input width p
/// (columns of U, the bias's column of ones not counted) and cotangent width q (columns of V).
/// </summary>
/// <param name="Groups">How many independent groups.</param>
/// <param name="Sites">s: 1 for a dense layer, the output positions of a convolution.</param>
/// <param name="InputWidth">p.</param>
/// <param name="CotangentWidth">q.</param>
public readonly record struct FactorShape(int Groups, int Sites, int InputWidth, int CotangentWidth)
{
    /// <summary>
    /// Whether an example's squared norm is cheaper as Σ_{s,t} ⟨U_s,U_t⟩⟨V_s,V_t⟩ (ghost: s²(p + q) multiplications) than by squaring the
    /// gradient's p·q entries, which the sum over examples has formed anyway where there is more than one site.
    /// </summary>
    public bool PrefersGhostNorm => (long)Sites * Sites * (InputWidth + CotangentWidth) < (long)InputWidth * CotangentWidth;
}
