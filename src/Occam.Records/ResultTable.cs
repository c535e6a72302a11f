namespace Occam.Records;

/// <summary>A table of results as the report shows it.</summary>
/// <param name="Id">Name of the table, unique in its run.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Headings, with their units.</param>
/// <param name="Rows">One cell for each column in each row.</param>
public sealed record ResultTable(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);
