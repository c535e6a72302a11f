using System.IO.Compression;
using System.Text;

namespace Occam.Reports.Html;

/// <summary>The files that are embedded in this assembly.</summary>
internal static class Asset
{
    private static readonly Lazy<string> Library = new(() => Read("plotly.js.br", compressed: true));

    private static readonly Lazy<string> SpaceLibrary = new(() => Read("plotly-space.js.br", compressed: true));

    public static string Style => Read("report.css", compressed: false);

    public static string Script => Read("report.js", compressed: false);

    /// <summary>The chart library.</summary>
    public static string Plotly => Library.Value;

    /// <summary>The same library for charts in space. Both call themselves Plotly, so this one comes first and leaves its name to the other.</summary>
    public static string PlotlySpace => SpaceLibrary.Value + "\nwindow.PlotlySpace = window.Plotly;\n";

    private static string Read(string name, bool compressed)
    {
        using Stream embedded = typeof(Asset).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly has no resource '{name}'.");
        using Stream content = compressed ? new BrotliStream(embedded, CompressionMode.Decompress) : embedded;
        using StreamReader reader = new(content, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
