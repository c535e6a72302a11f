using System.Globalization;
using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>Reads tables of text: one example a row, numbers as they are and a column of labels. Source of the quoting: RFC 4180.</summary>
public static class CsvDataset
{
    private const string Extension = ".csv", TrainName = "train.csv", TestName = "test.csv";

    // Enough of a first line to see what separates its cells.
    private const int SniffedBytes = 1 << 16;

    /// <summary>Whether a file looks like a table: it is called .csv, or it is text whose first line has a comma, a semicolon or a tab.</summary>
    public static bool Recognizes(string path)
    {
        byte[] start = DataFile.Start(path, SniffedBytes);
        if (FileKind.Recognize(start) is not null) return false;
        return path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || (IsText(start) && CsvHeader.FindSeparator(start) != 0);
    }

    /// <summary>Whether a folder has a train.csv.</summary>
    public static bool RecognizesFolder(string folder) => File.Exists(Path.Combine(folder, TrainName));

    /// <summary>Reads a file, and its test table where one lies beside it: X-test.csv or X_test.csv beside X.csv or X-train.csv.</summary>
    /// <param name="path">The file. Labels are in the column called label, class or target (else y, else the last): integers from 0, or words.</param>
    /// <param name="name">What to call the set.</param>
    /// <returns>Examples [n, d], the test part or null, and which column was taken for the labels.</returns>
    /// <exception cref="FileFormatException">A cell is missing, no number or no label; rows or tables do not agree; the set has no room in memory.</exception>
    public static (Dataset Train, Dataset? Test, string Notes) Read(string path, string name) => Read(path, FindTest(path), name);

    /// <summary>Reads a folder with train.csv and perhaps test.csv.</summary>
    /// <param name="folder">The folder. Columns of the two must have the same names; words as labels are numbered over both.</param>
    /// <param name="name">What to call the set.</param>
    /// <returns>Examples [n, d], the test part or null, and which column was taken for the labels.</returns>
    /// <exception cref="FileFormatException">A cell is missing, no number or no label; rows or tables do not agree; the set has no room in memory.</exception>
    public static (Dataset Train, Dataset? Test, string Notes) ReadFolder(string folder, string name)
    {
        string test = Path.Combine(folder, TestName);
        return Read(Path.Combine(folder, TrainName), File.Exists(test) ? test : null, name);
    }

    private static (Dataset Train, Dataset? Test, string Notes) Read(string path, string? testPath, string name)
    {
        CsvLabels labels = new();
        (CsvExtent extent, CsvHeader header) = Open(path);
        CsvPart train = CsvPart.Read(path, extent, header, Places(header), labels);
        CsvPart? test = testPath is null ? null : ReadTest(testPath, header, labels);
        IReadOnlyList<string>? names = labels.ClassNames;
        labels.Order(train.Labels);
        if (test is not null) labels.Order(test.Labels);
        int classes = names?.Count ?? 1 + Math.Max(train.Labels.Max(), test?.Labels.Max() ?? 0);
        RequireLabels(path, header, train);
        Dataset ToDataset(CsvPart part, string partName) => new($"{name}/{partName}", part.Images, ImageShape.Vector(header.Names.Length - 1), part.Labels, classes, names);
        return (ToDataset(train, "train"), test is null ? null : ToDataset(test, "test"), Notes(header, testPath));
    }

    private static (CsvExtent Extent, CsvHeader Header) Open(string path)
    {
        byte[] start = DataFile.Start(path, SniffedBytes);
        if (FileKind.Recognize(start) is not null)
            throw new FileFormatException($"Reading '{path}'", "a table of text", FileKind.Describe(start.AsSpan(0, Math.Min(4, start.Length))), "Unpack it, or save it as text with commas.");
        CsvExtent extent = CsvExtent.Measure(path);
        if (extent.Records == 0) throw new FileFormatException($"Reading '{path}'", "names in the first line and one example a row", "an empty file", "Write the table once more.");
        return (extent, CsvHeader.Read(path, extent, CsvHeader.FindSeparator(start) is > 0 and byte found ? found : (byte)','));
    }

    /// <summary>Values of an example are the columns in the order of the file, without the labels.</summary>
    private static int[] Places(CsvHeader header) => [.. Enumerable.Range(0, header.Names.Length).Select(i => i == header.Label ? -1 : i < header.Label ? i : i - 1)];

    private static CsvPart ReadTest(string path, CsvHeader train, CsvLabels labels)
    {
        (CsvExtent extent, CsvHeader test) = Open(path);
        Dictionary<string, int> places = train.Names.Zip(Places(train)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        string[] missing = [.. train.Names.Except(test.Names).Take(3)], foreign = [.. test.Names.Except(train.Names).Take(3)];
        if (train.HasNames != test.HasNames || missing.Length > 0 || foreign.Length > 0)
        {
            string got = train.HasNames != test.HasNames ? $"{(test.HasNames ? "names" : "numbers")} in the first line of only this one"
                : string.Join(" and ", new[] { Columns("without", missing), Columns("with", foreign) }.Where(text => text.Length > 0));
            throw new FileFormatException($"Reading '{path}'", $"the {train.Names.Length} columns of the training table", got, "Write both tables with the same columns; their order may differ. To read the other alone, move this one away.");
        }

        return CsvPart.Read(path, extent, test with { Label = Array.IndexOf(test.Names, train.Names[train.Label]) }, [.. test.Names.Select(column => places[column])], labels);
    }

    private static string Columns(string how, string[] names) => names.Length == 0 ? "" : $"a table {how} {string.Join(", ", names.Select(n => $"'{Printable.Text(n)}'"))}";

    /// <summary>A last column that holds one value is no label, but a pixel that is always 0, or the like.</summary>
    private static void RequireLabels(string path, CsvHeader header, CsvPart train)
    {
        if (header.LabelIsNamed || train.Labels.Length < 2 || train.Labels.AsSpan().ContainsAnyExcept(train.Labels[0])) return;
        throw new FileFormatException($"Reading '{path}'", $"labels in the last column ({Printable.Text(header.Names[^1])}), because no column is called label, class, target or y",
            "the same value in every row", "Name the columns in the first line; the column of the labels is called label.");
    }

    private static string Notes(CsvHeader header, string? testPath)
    {
        string names = header.HasNames ? $" ('{Printable.Text(header.Names[header.Label])}')" : "";
        string reason = header.LabelIsNamed ? "" : header.HasNames ? ", the last, because no column is called label, class, target or y" : ", the last, because the first line has no names";
        string test = testPath is null ? "" : $"; test part: {Printable.Text(Path.GetFileName(testPath))}";
        return string.Create(CultureInfo.InvariantCulture, $"labels: column {header.Label + 1}{names}{reason}{test}");
    }

    private static string? FindTest(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!, stem = Path.GetFileNameWithoutExtension(path), extension = Path.GetExtension(path);
        foreach (string suffix in (string[])["-train", "_train"])
            if (stem.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) stem = stem[..^suffix.Length];
        string[] found = [.. new[] { $"{stem}-test{extension}", $"{stem}_test{extension}" }.Where(file => File.Exists(Path.Combine(folder, file)))];
        if (found.Length > 1)
            throw new FileFormatException($"Reading '{path}'", "one test table beside it", string.Join(" and ", found), "Move one of the two away.");
        return found.Length == 0 ? null : Path.Combine(folder, found[0]);
    }

    /// <summary>No control characters but tabs and line ends, as any text has.</summary>
    private static bool IsText(ReadOnlySpan<byte> start)
    {
        foreach (byte c in start)
            if (c < 0x20 && c is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) return false;
        return start.Length > 0;
    }
}
