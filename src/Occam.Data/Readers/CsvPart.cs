using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>One table of examples, read row by row into the arrays of a set.</summary>
/// <param name="Images">Values [n, d] in the order of the training table's columns.</param>
/// <param name="Labels">The class of each row; of words a provisional number.</param>
internal sealed record CsvPart(float[] Images, int[] Labels)
{
    /// <summary>Reads the rows of a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="extent">Where its text lies, and how many records it has.</param>
    /// <param name="header">What its first line says.</param>
    /// <param name="places">The place of each column among the values of an example, −1 for the labels.</param>
    /// <param name="labels">The labels of this table and of those before it.</param>
    public static CsvPart Read(string path, CsvExtent extent, CsvHeader header, int[] places, CsvLabels labels)
    {
        using CsvCells cells = new(path, extent, header.Separator);
        int size = places.Length - 1;
        long rows = extent.Records - (header.HasNames ? 1 : 0);
        if (rows == 0) throw new FileFormatException(cells.What, "one example a row under the names", "the names only", "Write the rows too, or another file.");
        // A row of cells that are not empty takes a byte for each and one between two, so a file of short lines cannot ask for the room of long ones:
        // one of them is refused before there are more rows than this.
        rows = Math.Min(rows, (extent.End / ((2L * places.Length) - 1)) + 1);
        Values.RequireRoom(cells.What, rows, size);
        float[] images = new float[rows * size];
        int[] read = new int[rows];
        if (header.HasNames) SkipNames(cells);
        for (int row = 0; row < read.Length; row++) read[row] = ReadRow(cells, header, places, images.AsSpan(row * size, size), labels);
        return new CsvPart(images, read);
    }

    private static void SkipNames(CsvCells cells)
    {
        do cells.TryRead(out _);
        while (!cells.EndsRecord);
    }

    private static int ReadRow(CsvCells cells, CsvHeader header, int[] places, Span<float> values, CsvLabels labels)
    {
        int label = 0;
        for (int column = 0; column < places.Length; column++)
        {
            cells.TryRead(out ReadOnlySpan<byte> cell);
            if (cells.EndsRecord != (column == places.Length - 1)) throw Ragged(cells, places.Length, cell);
            int place = places[column];
            if (place < 0) label = labels.Read(cell, cells, header.Names[column]);
            else if (!CsvNumber.TryParse(cell, out values[place]) || !float.IsFinite(values[place])) throw NoNumber(cells, header.Names[column], cell);
        }

        return label;
    }

    private static FileFormatException Ragged(CsvCells cells, int columns, ReadOnlySpan<byte> cell)
    {
        string got = !cells.EndsRecord ? $"more in line {cells.Line}" : cells.Column == 1 && cell.IsEmpty ? $"none in line {cells.Line}, which is empty" : $"{cells.Column} in line {cells.Line}";
        return new FileFormatException(cells.What, $"{columns} cells in each row, as in the first line", got, "Put in what is missing, put quotes around cells that hold separators, or remove the row.");
    }

    private static FileFormatException NoNumber(CsvCells cells, string name, ReadOnlySpan<byte> cell)
    {
        bool missing = cell.IsEmpty || (CsvNumber.TryParse(cell, out float value) && float.IsNaN(value));
        bool infinite = !missing && CsvNumber.TryParse(cell, out _);
        string remedy = missing ? "Fill in missing values, or remove the row or the column."
            : infinite ? "Write numbers below 3.4e38 in size."
            : cell.Contains((byte)',') ? "Write decimal points, and nothing between thousands."
            : "Write words as columns of 0 and 1 (pandas.get_dummies), or remove the column.";
        return new FileFormatException(cells.What, infinite ? "a number that single precision holds" : "a number", $"{CsvCells.Shown(cell)} in {cells.Place(name)}", remedy);
    }
}
