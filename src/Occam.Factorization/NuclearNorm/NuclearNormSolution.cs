namespace Occam.Factorization.NuclearNorm;

/// <summary>A matrix that meets the observations, with proof of how far it can be from the least nuclear norm.</summary>
/// <param name="Matrix">Row-major [rows, columns]; every observed entry is met within the tolerance that was asked.</param>
/// <param name="Dual">Y, zero but at observed entries, ‖Y‖₂ ≤ 1: the proof of <paramref name="LowerBound"/>.</param>
/// <param name="NuclearNorm">‖Matrix‖_*.</param>
/// <param name="LowerBound">⟨Y, M⟩ − tolerance·Σ|Y|, or 0 where that is negative: no matrix that meets the observations has a smaller nuclear norm.</param>
/// <param name="Iterations">Iterations made.</param>
public sealed record NuclearNormSolution(double[] Matrix, double[] Dual, double NuclearNorm, double LowerBound, int Iterations)
{
    /// <summary>(‖Matrix‖_* − bound)/‖Matrix‖_*; 0 for a matrix of zeros.</summary>
    public double RelativeGap => NuclearNorm > 0 ? (NuclearNorm - LowerBound) / NuclearNorm : 0;
}
