using Occam.Numerics.Simd;

namespace Occam.Factorization.Spectra;

/// <summary>What singular values say of the size and the rank of a matrix.</summary>
public static class Spectrum
{
    /// <summary>‖W‖_* = Σσ.</summary>
    public static double NuclearNorm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }

    /// <summary>exp(−Σ p ln p) with p = σ/Σσ (Roy and Vetterli 2007): n for n equal values, 1 for one. NaN for a matrix of zeros.</summary>
    public static double EffectiveRank(ReadOnlySpan<double> values)
    {
        double sum = NuclearNorm(values), entropy = 0;
        foreach (double value in values)
        {
            double share = value / sum;
            if (share > 0) entropy -= share * Elementary.Log(share);
        }

        return sum > 0 ? Elementary.Exp(entropy) : double.NaN;
    }
}
