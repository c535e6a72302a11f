namespace Occam.Experiments.Judging;

/// <summary>What a table shows of a number that could not be computed: nothing.</summary>
internal static class FiniteNumbers
{
    /// <summary>The number, or null if there is none or it is not finite.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
