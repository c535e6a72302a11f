namespace Occam.Networks.Factors;

/// <summary>
/// The gradient of one example with respect to a bilinear layer's weight is, in each group, Σ_s V[s,:] ⊗ U[s,:]: sites s, input width p
/// (columns of U, the bias's column of ones not counted) and cotangent width q (columns of V). The parameters are the weight
/// [group, q, p] and, where there is one, the bias [group, q], which belongs to the column of ones at the end of U.
/// </summary>
/// <param name="Groups">How many independent groups.</param>
/// <param name="Sites">s: 1 for a dense layer, the output positions of a convolution.</param>
/// <param name="InputWidth">p.</param>
/// <param name="CotangentWidth">q.</param>
/// <param name="HasBias">Whether U has the column of ones.</param>
public readonly record struct FactorShape(int Groups, int Sites, int InputWidth, int CotangentWidth, bool HasBias)
{
    /// <summary>Columns of U: p, or p + 1 with the column of ones.</summary>
    public int InputColumns => InputWidth + (HasBias ? 1 : 0);

    /// <summary>Values of U for one example: [site, group, column].</summary>
    public int InputLength => checked(Sites * Groups * InputColumns);

    /// <summary>Values of V for one example: [site, group, column].</summary>
    public int CotangentLength => checked(Sites * Groups * CotangentWidth);

    /// <summary>Values of U and V for one example.</summary>
    public int FactorLength => checked(InputLength + CotangentLength);

    /// <summary>How many parameters the layer has.</summary>
    public int ParameterCount => checked(Groups * CotangentWidth * InputColumns);

    /// <summary>
    /// Whether an example's squared norm is cheaper as Σ_{s,t} ⟨U_s,U_t⟩⟨V_s,V_t⟩ (ghost: s²(p + q) multiplications) than by squaring the
    /// gradient's p·q entries, which the sum over examples has formed anyway where there is more than one site.
    /// </summary>
    public bool PrefersGhostNorm => (long)Sites * Sites * (InputWidth + CotangentWidth) < (long)InputWidth * CotangentWidth;

    /// <summary>
    /// Whether the Gram matrix of <paramref name="examples"/> examples is cheaper from the factors, N²s²(p + q) multiplications for each group,
    /// than from the gradients, N·s·p·q to form them and N²·p·q for their products.
    /// </summary>
    public bool PrefersGhostGram(int examples)
    {
        double n = examples, s = Sites, p = InputColumns, q = CotangentWidth;
        return n * s * s * (p + q) < (s * p * q) + (n * p * q);
    }
}
