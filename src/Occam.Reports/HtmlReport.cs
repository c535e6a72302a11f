using Occam.Formats.Files;
using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Html;

namespace Occam.Reports;

/// <summary>The report of a run as one HTML file that opens without a network, a server or an account.</summary>
public static class HtmlReport
{
    /// <summary>Writes <c>report.html</c> into the run folder. The same folder gives the same bytes.</summary>
    /// <param name="folder">A finished run.</param>
    /// <param name="language">Language of the report's own words.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="FileFormatException">The run is not finished, a file of it is damaged, or the place cannot be written.</exception>
    public static string Write(RunFolder folder, ReportLanguage language = ReportLanguage.English)
    {
        ArgumentNullException.ThrowIfNull(folder);
        AtomicFile.WriteText(folder.ReportPath, Page.Render(ReportContent.Read(folder, language), Asset.Plotly));
        return folder.ReportPath;
    }
}
