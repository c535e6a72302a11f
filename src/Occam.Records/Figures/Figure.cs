using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Occam.Records.Figures;

/// <summary>
/// A picture described without naming who draws it. <c>figures/ID.json</c> holds either <c>{"kind":"chart","data":[],"layout":{}}</c>,
/// which Plotly reads as it stands (with <c>"needs":"gl3d"</c> where its bundle for charts in space is needed), or <c>{"kind":"images","images":[]}</c>. Colours of paper, text and grid are left to the page,
/// which knows whether it is light or dark.
/// </summary>
/// <param name="Id">Name of the figure and of its file, unique in its run.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">What the numbers mean, and what picture would contradict the claim.</param>
public abstract record Figure(string Id, string Title, string Caption)
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.Default, NewLine = "\n" };

    /// <summary>The content of the figure's file, on one line.</summary>
    public string ToJson() => Describe().ToJsonString(Format);

    /// <summary>The figure's place in <c>findings.json</c>.</summary>
    public FigureEntry Entry() => new(Id, Title, Caption, $"figures/{Id}.json");

    /// <summary>The figure as the drawing library reads it.</summary>
    internal abstract JsonObject Describe();
}
