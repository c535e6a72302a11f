using Occam.Records;

namespace Occam.Reports.Wording;

/// <summary>The words of a report that belong to no run, in one language.</summary>
internal sealed record Words
{
    public static readonly Words English = new();

    public static readonly Words Chinese = ChineseWords.Create();

    public string Code { get; init; } = "en";
    public string Report { get; init; } = "Laboratory report";
    public string SkipToVerdicts { get; init; } = "Skip to the verdicts";
    public string Network { get; init; } = "Network";
    public string Data { get; init; } = "Data";
    public string Seed { get; init; } = "Seed";
    public string Budget { get; init; } = "Budget";
    public string Duration { get; init; } = "Duration";
    public string Run { get; init; } = "Run";
    public string Sources { get; init; } = "After";
    public string Verdicts { get; init; } = "Verdicts";
    public string NoClaims { get; init; } = "This experiment states no claims.";
    public string Held { get; init; } = "held";
    public string Contradicted { get; init; } = "contradicted";
    public string Undecided { get; init; } = "undecided";
    public string HeldMeaning { get; init; } = "The measured number, with its whole interval, lies where the claim said before the run.";
    public string ContradictedMeaning { get; init; } = "The measured number, with its whole interval, lies where the claim said it would not.";
    public string UndecidedMeaning { get; init; } = "The interval covers both, or the number could not be measured. An answer, not a failure.";
    public string Measured { get; init; } = "Measured";
    public string NotMeasured { get; init; } = "not measured";
    public string Expected { get; init; } = "Expected";
    public string To { get; init; } = "to";
    public string Source { get; init; } = "Source";
    public string Figures { get; init; } = "Figures";
    public string Figure { get; init; } = "Figure";
    public string Download { get; init; } = "Download";
    public string Tables { get; init; } = "Tables";
    public string Table { get; init; } = "Table";
    public string PublishedNumbers { get; init; } = "Beside the published numbers";
    public string Quantity { get; init; } = "Quantity";
    public string Published { get; init; } = "Published";
    public string Deviation { get; init; } = "Deviation";
    public string Ratio { get; init; } = "Ratio";
    public string Comparable { get; init; } = "Comparable";
    public string Yes { get; init; } = "yes";
    public string No { get; init; } = "no";
    public string Note { get; init; } = "Note";
    public string Provenance { get; init; } = "Provenance";
    public string Reproduce { get; init; } = "The command that made this report. The same seed gives the same bits on every machine.";
    public string Copy { get; init; } = "Copy";
    public string Copied { get; init; } = "Copied";
    public string Specification { get; init; } = "Specification: everything that decides the numbers";
    public string SpecificationHash { get; init; } = "Specification hash";
    public string Version { get; init; } = "Occam";
    public string Commit { get; init; } = "Commit";
    public string Runtime { get; init; } = "Runtime";
    public string OperatingSystem { get; init; } = "Operating system";
    public string Processor { get; init; } = "Processor";
    public string Threads { get; init; } = "Threads";
    public string VectorUnits { get; init; } = "Vector units";
    public string HowToRead { get; init; } = "How to read the verdicts";
    public string NeedsScript { get; init; } = "The charts are drawn by a script inside this file. Allow scripts to see them; nothing is loaded from the network.";
    public string SelfContained { get; init; } = "One file, no network: this report can be copied, mailed and archived as it is.";
    public string Minute { get; init; } = "min";
    public string Second { get; init; } = "s";
    public string Hour { get; init; } = "h";

    /// <summary>The words of a language.</summary>
    public static Words In(ReportLanguage language) => language == ReportLanguage.Chinese ? Chinese : English;

    /// <summary>The word for a verdict.</summary>
    public string Of(Verdict verdict) => verdict switch
    {
        Verdict.Held => Held,
        Verdict.Contradicted => Contradicted,
        _ => Undecided,
    };

    /// <summary>A duration with two units at most.</summary>
    public string Span(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds < 60)
            return $"{NumberText.Of(seconds)} {Second}";
        long whole = (long)Math.Min(seconds, long.MaxValue / 2);
        return whole < 3600
            ? $"{whole / 60} {Minute} {whole % 60} {Second}"
            : $"{NumberText.Of(whole / 3600)} {Hour} {whole / 60 % 60} {Minute}";
    }
}
