using Occam.Numerics.Simd;

namespace Occam.Factorization.Spectra;

/// <summary>What singular values say of the size and the rank of a matrix.</summary>
public static class Spectrum
{
    /// <summary>‖W‖_* = Σσ.</summary>
    public static double NuclearNorm(ReadOnlySpan<double> values) => SchattenNorm(values, 1);

    /// <summary>(Σσᵖ)^(1/p); a norm from p = 1 on, a quasi-norm below.</summary>
    public static double SchattenNorm(ReadOnlySpan<double> values, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
        double sum = 0;
        foreach (double value in values) sum += Elementary.Power(value, p);
        return Elementary.Power(sum, 1 / p);
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

    /// <summary>‖W‖_F²/σ₁². NaN for a matrix of zeros.</summary>
    public static double StableRank(ReadOnlySpan<double> values)
    {
        double largest = 0, sum = 0;
        foreach (double value in values) largest = Math.Max(largest, value);
        foreach (double value in values) sum += value / largest * (value / largest);
        return largest > 0 ? sum : double.NaN;
    }
}
