namespace Occam.Networks.Convolutions;

/// <summary>
/// The input pixels of one remainder modulo the stride, and the taps that reach them: x̄[c, pixel] = Σ_{q, tap} w[q,c,tap]·ȳ[q, pixel − tap],
/// a convolution with stride 1 over the padded cotangent.
/// </summary>
/// <param name="Lattice">The pixels.</param>
/// <param name="Origin">Offset of the first pixel's patch in a padded cotangent.</param>
/// <param name="Offsets">Offset of each (q, tap) of a group in the padded cotangent; [depth].</param>
/// <param name="Weights">Index of each (q, tap) in the weights of input channel 0 of a group; [depth].</param>
internal sealed record AdjointPhase(SiteLattice Lattice, int Origin, int[] Offsets, int[] Weights)
{
    public int Depth => Offsets.Length;
}
