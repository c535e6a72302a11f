using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Html;
using Occam.Reports.Wording;

namespace Occam.Reports.Sections;

/// <summary>The claims with their verdicts. A verdict is told by its symbol and word, the colour only repeats it.</summary>
internal static class VerdictSection
{
    private static readonly Verdict[] Order = [Verdict.Held, Verdict.Contradicted, Verdict.Undecided];

    public static Markup Of(ReportContent content)
    {
        Words words = content.Words;
        IReadOnlyList<Claim> claims = content.Findings.Claims;
        return Markup.Of($"""
            <section id="verdicts" aria-labelledby="verdicts-title" tabindex="-1">
            <h2 id="verdicts-title">{words.Verdicts}</h2>
            {(claims.Count == 0 ? Markup.Of($"<p>{words.NoClaims}</p>") : Strip(content.Findings, words))}
            <ol class="claims">
            {claims.Select(claim => Row(claim, words))}</ol>
            </section>

            """);
    }

    /// <summary>A verdict as symbol and word.</summary>
    public static Markup Badge(Verdict verdict, Words words) =>
        Markup.Of($"<span class=\"badge {Name(verdict)}\"><span aria-hidden=\"true\">{Symbol(verdict)}</span> {words.Of(verdict)}</span>");

    private static Markup Strip(Findings findings, Words words)
    {
        Verdict[] present = [.. Order.Where(verdict => findings.Count(verdict) > 0)];
        return Markup.Of($"""
            <p class="tally">{present.Select(verdict => Markup.Of($"<span><b>{findings.Count(verdict)}</b> {Badge(verdict, words)}</span>"))}</p>
            <div class="strip" aria-hidden="true">{findings.Claims.OrderBy(claim => Array.IndexOf(Order, claim.Verdict)).Select(claim => Markup.Of($"<i class=\"{Name(claim.Verdict)}\"></i>"))}</div>
            """);
    }

    private static Markup Row(Claim claim, Words words) => Markup.Of($"""
        <li class="claim {Name(claim.Verdict)}">
        <div class="verdict">{Badge(claim.Verdict, words)}</div>
        <div class="statement"><p>{claim.Statement}</p><p class="quiet">{claim.Source}</p>{Note(claim.Note)}</div>
        <dl class="numbers"><div><dt>{words.Measured}</dt><dd class="value">{NumberText.Of(claim.Measured, words.NotMeasured)}</dd>{Interval(claim, words)}</div>
        <div><dt>{words.Expected}</dt><dd>{claim.Expected}</dd></div></dl>
        </li>

        """);

    private static Markup Note(string? note) => note is null ? Markup.Empty : Markup.Of($"<p class=\"note\">{note}</p>");

    private static Markup Interval(Claim claim, Words words) => claim is { Low: { } low, High: { } high }
        ? Markup.Of($"<dd class=\"interval\">{NumberText.Of(low)} {words.To} {NumberText.Of(high)}</dd>")
        : Markup.Empty;

    private static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Held => "held",
        Verdict.Contradicted => "contradicted",
        _ => "undecided",
    };

    private static string Symbol(Verdict verdict) => verdict switch
    {
        Verdict.Held => "✓",
        Verdict.Contradicted => "✕",
        _ => "?",
    };
}
