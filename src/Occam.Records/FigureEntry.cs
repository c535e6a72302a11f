namespace Occam.Records;

/// <summary>A figure of a run: the words about it, and the file that holds its Plotly JSON.</summary>
/// <param name="Id">Name of the figure, unique in its run.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">What the numbers mean, and what picture would contradict the claim.</param>
/// <param name="File">Path from the run folder, with forward slashes: "figures/loss.json".</param>
public sealed record FigureEntry(string Id, string Title, string Caption, string File);
