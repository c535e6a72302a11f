using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>The labels of a table and of its test table: numbers 0 … K − 1 as they are, or words, numbered in ordinal order over both.</summary>
internal sealed class CsvLabels
{
    private const string NumberThem = "Number the classes 0, 1, 2, … without gaps, or write a word for each.";

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private bool? _areWords;

    /// <summary>The words in ordinal order, or null where labels are numbers.</summary>
    public IReadOnlyList<string>? ClassNames => _areWords == true ? [.. _words.Order(StringComparer.Ordinal)] : null;

    /// <summary>Reads one label: its number, or a provisional one of its word.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cells">Where it was read.</param>
    /// <param name="name">The name of the column.</param>
    public int Read(ReadOnlySpan<byte> cell, CsvCells cells, string name)
    {
        cell = cell.Trim(" \t"u8);
        if (cell.IsEmpty) throw Refuse("a label", cell, cells, name, "Remove the row, or write its class.");
        bool word = cell.Contains((byte)0) || !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        _areWords ??= word;
        if (word != _areWords)
        {
            throw Refuse(word ? "a number as a label, as in the rows before" : "a word as a label, as in the rows before", cell, cells, name,
                "Write numbers for all classes, or words for all.");
        }

        return word ? NumberOf(cell, cells, name) : Whole(cell, cells, name);
    }

    /// <summary>Replaces the provisional numbers of words by their places in the ordinal order of all.</summary>
    public void Order(Span<int> labels)
    {
        if (_areWords != true) return;
        Dictionary<string, int> places = _words.Order(StringComparer.Ordinal).Select((word, place) => (word, place)).ToDictionary(p => p.word, p => p.place, StringComparer.Ordinal);
        int[] ordered = [.. _words.Select(word => places[word])];
        foreach (ref int label in labels) label = ordered[label];
    }

    private static int Whole(ReadOnlySpan<byte> cell, CsvCells cells, string name)
    {
        double value = double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (value is >= 0 and < Values.MostClasses && value == (int)value) return (int)value;
        throw Refuse($"labels in 0 … {Values.MostClasses - 1}, or words", cell, cells, name, NumberThem);
    }

    private int NumberOf(ReadOnlySpan<byte> cell, CsvCells cells, string name)
    {
        if (!Utf8.IsValid(cell)) throw Refuse("text in UTF-8", cell, cells, name, "Save the file as UTF-8.");
        Span<char> word = stackalloc char[256];
        if (cell.Length > word.Length) throw Refuse($"a class of at most {word.Length} bytes", cell, cells, name, NumberThem);
        word = word[..Encoding.UTF8.GetChars(cell, word)];
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(word, out int number)) return number;
        string text = word.ToString();
        if (!Printable.IsShown(text)) throw Refuse("a class without control characters", cell, cells, name, NumberThem);
        if (_words.Count == Values.MostClasses)
            throw Refuse($"at most {Values.MostClasses} classes", cell, cells, name, "Call the column of the labels 'label'; where no column is, the last is taken.");
        _numbers.Add(text, _words.Count);
        _words.Add(text);
        return _words.Count - 1;
    }

    private static FileFormatException Refuse(string expected, ReadOnlySpan<byte> cell, CsvCells cells, string name, string remedy) =>
        new(cells.What, expected, $"{CsvCells.Shown(cell)} in {cells.Place(name)}", remedy);
}
