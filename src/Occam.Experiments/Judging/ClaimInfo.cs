using Occam.Records;

namespace Occam.Experiments.Judging;

/// <summary>A claim before the run.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Statement">The claim, in words.</param>
/// <param name="Source">Who claims it, and where.</param>
/// <param name="Expected">What would have to be measured.</param>
public sealed record ClaimInfo(string Id, string Statement, string Source, string Expected)
{
    /// <summary>The claim with a number and its interval judged.</summary>
    public Claim Judge(double measured, double? low, double? high, Verdict verdict, string? note = null) =>
        new(Id, Statement, Source, Expected, measured, low, high, verdict, note);

    /// <summary>The claim about a number that is not estimated: held or contradicted by the number itself.</summary>
    public Claim Decide(double measured, bool holds, string? note = null) => Judge(measured, null, null, holds ? Verdict.Held : Verdict.Contradicted, note);

    /// <summary>The claim without a number: undecided, and why.</summary>
    public Claim Undecided(string why) => new(Id, Statement, Source, Expected, null, null, null, Verdict.Undecided, why);

    /// <summary>Held when the whole interval lies above the threshold, contradicted when it lies below, otherwise undecided. Without an upper end it is open.</summary>
    public Claim Above(double threshold, double measured, double low, double? high, string? note = null)
    {
        Verdict verdict = low > threshold ? Verdict.Held : high < threshold ? Verdict.Contradicted : Verdict.Undecided;
        return Judge(measured, low, high, verdict, note);
    }

    /// <summary>
    /// The same for several intervals, all of which have to lie above: contradicted by one that lies wholly below, otherwise judged by the lowest end
    /// of all, which need not be that of the smallest value.
    /// </summary>
    public Claim AllAbove(double threshold, IReadOnlyList<(double Measured, double Low, double? High, string? Note)> all)
    {
        (double Measured, double Low, double? High, string? Note)[] below = [.. all.Where(a => a.High < threshold)];
        (double measured, double low, double? high, string? note) = below.Length > 0 ? below.MinBy(a => a.High) : all.MinBy(a => a.Low);
        return Above(threshold, measured, low, high, note);
    }
}
