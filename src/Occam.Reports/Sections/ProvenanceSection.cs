using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Html;
using Occam.Reports.Wording;

namespace Occam.Reports.Sections;

/// <summary>What it takes to repeat the run: the command, the specification with its hash, the machine.</summary>
internal static class ProvenanceSection
{
    /// <summary>The specification is escaped as HTML afterwards, so here it can keep its letters.</summary>
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Markup Of(ReportContent content)
    {
        Words words = content.Words;
        return Markup.Of($"""
            <section aria-labelledby="provenance-title">
            <h2 id="provenance-title">{words.Provenance}</h2>
            {Command(content.Environment, words)}
            <dl class="environment">
            {Fact(words.SpecificationHash, content.Findings.SpecHash)}
            {Machine(content.Environment, words)}</dl>
            <details><summary>{words.Specification}</summary><pre tabindex="0">{Text(content.Spec)}</pre></details>
            <h3>{words.HowToRead}</h3>
            <dl class="meanings">
            {Meaning(Verdict.Held, words.HeldMeaning, words)}
            {Meaning(Verdict.Contradicted, words.ContradictedMeaning, words)}
            {Meaning(Verdict.Undecided, words.UndecidedMeaning, words)}
            </dl>
            <p class="quiet">{words.SelfContained}</p>
            </section>

            """);
    }

    private static Markup Command(EnvironmentInfo? environment, Words words) => environment is null ? Markup.Empty : Markup.Of($"""
        <p class="quiet">{words.Reproduce}</p>
        <div class="command"><pre tabindex="0"><code>{environment.Command}</code></pre><button type="button" data-copy data-done="{words.Copied}">{words.Copy}</button></div>
        """);

    private static Markup Machine(EnvironmentInfo? environment, Words words) => environment is null ? Markup.Empty : Markup.Of($"""
        {Fact(words.Version, environment.ToolVersion)}
        {(environment.Commit is { } commit ? Fact(words.Commit, commit) : Markup.Empty)}
        {Fact(words.Runtime, $"{environment.Dotnet}, {environment.Architecture}")}
        {Fact(words.OperatingSystem, environment.OperatingSystem)}
        {Fact(words.Processor, environment.Processor)}
        {Fact(words.Threads, $"{environment.Threads} / {environment.LogicalProcessors}")}
        {Fact(words.VectorUnits, string.Join(", ", environment.VectorFeatures))}

        """);

    private static Markup Fact(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Markup Meaning(Verdict verdict, string meaning, Words words) =>
        Markup.Of($"<div><dt>{VerdictSection.Badge(verdict, words)}</dt><dd>{meaning}</dd></div>");

    private static string Text(JsonObject spec) => spec.ToJsonString(Readable);
}
