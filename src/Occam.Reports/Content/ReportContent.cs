using System.Text.Json.Nodes;
using Occam.Formats.Files;
using Occam.Records;
using Occam.Records.Figures;
using Occam.Reports.Wording;

namespace Occam.Reports.Content;

/// <summary>Everything that a report shows, read once from the run folder.</summary>
/// <param name="Words">The language.</param>
/// <param name="About">The question, or null when the folder does not say.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Environment">Where, or null when the folder does not say.</param>
/// <param name="Spec">Everything that decided the numbers.</param>
/// <param name="Figures">The content of the file of each figure, in the order of the findings.</param>
internal sealed record ReportContent(Words Words, About? About, Findings Findings, EnvironmentInfo? Environment, JsonObject Spec, IReadOnlyList<JsonObject> Figures)
{
    /// <summary>The question, or failing that the experiment's id.</summary>
    public string Headline => About?.Question ?? Findings.Experiment;

    /// <summary>Whether any figure is a chart, and so needs the library that draws charts.</summary>
    public bool HasCharts => Figures.Any(figure => !IsImages(figure));

    /// <summary>Whether any chart is in space, and so needs the library for that.</summary>
    public bool HasSurfaces => Figures.Any(figure => Is(figure["needs"], SurfaceFigure.Bundle));

    /// <summary>Reads the folder of a finished run.</summary>
    /// <exception cref="FileFormatException">The run is not finished, or a file is damaged.</exception>
    public static ReportContent Read(RunFolder folder, ReportLanguage language)
    {
        if (!folder.IsFinished)
            throw new FileFormatException($"Reporting '{folder.FolderPath}'", "a finished run, with findings.json", "a run that was stopped or is going on", $"Finish it first: occam resume {folder.FolderPath}");
        Findings findings = folder.ReadFindings();
        return new ReportContent(Words.In(language), folder.ReadAbout(), findings, folder.ReadEnvironment(), folder.ReadSpec(), [.. findings.Figures.Select(folder.ReadFigure)]);
    }

    /// <summary>Whether a figure's file holds pictures in place of a chart.</summary>
    public static bool IsImages(JsonObject figure) => Is(figure["kind"], "images");

    private static bool Is(JsonNode? node, string word) => node is JsonValue value && value.TryGetValue(out string? text) && text == word;
}
