using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>Reads the cells of a table of text one after another, as RFC 4180 has them: a cell in quotes may hold separators, line ends and doubled
/// quotes; lines end in LF or CRLF. A cell is a span of the buffer, good until the next is read: no string is made for it.</summary>
internal sealed class CsvCells : IDisposable
{
    private const int LargestCell = 1 << 16, BufferBytes = 1 << 18;
    private const string CheckQuotes = "Check the quotes: one opens a cell, one closes it, and one inside is doubled.";

    private readonly DataFile _file;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly byte _separator;
    private long _left, _line = 1;
    private int _start, _filled;
    private bool _inRecord;

    /// <summary>Opens a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="extent">Where its text begins and ends.</param>
    /// <param name="separator">The byte between two cells.</param>
    public CsvCells(string path, CsvExtent extent, byte separator)
    {
        _file = DataFile.Open(path);
        _separator = separator;
        _file.ReadExactly(_buffer.AsSpan(0, extent.Start), "a byte order mark");
        _left = extent.End - extent.Start;
    }

    /// <summary>The first part of every message: the operation and the file.</summary>
    public string What => _file.What;

    /// <summary>The line, from 1, in which the cell that was read last began.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The column of that cell, from 1.</summary>
    public int Column { get; private set; }

    /// <summary>Whether that cell was the last of its record.</summary>
    public bool EndsRecord { get; private set; }

    /// <summary>Reads the next cell; false at the end of the file.</summary>
    /// <exception cref="FileFormatException">A quote that is not where quotes may be, or a cell of more than 65,536 bytes.</exception>
    public bool TryRead(out ReadOnlySpan<byte> cell)
    {
        cell = default;
        if (!_inRecord && _start == _filled && !Refill()) return false;
        Line = _line;
        Column = _inRecord ? Column + 1 : 1;
        _inRecord = true;
        if (_start < _filled || Refill())
        {
            cell = _buffer[_start] == '"' ? Quoted() : Plain();
            return true;
        }

        EndsRecord = true;
        _inRecord = false;
        return true;
    }

    /// <summary>"line 3, column 2 (weight)" of the cell that was read last.</summary>
    public string Place(string? name = null) =>
        string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}") + (name is null ? "" : $" ({Printable.Text(name)})");

    /// <summary>A cell as a message shows it.</summary>
    public static string Shown(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty) return "an empty cell";
        const int most = 160;
        ReadOnlySpan<byte> shown = cell[..Math.Min(cell.Length, most)];
        return Utf8.IsValid(cell) ? $"'{Printable.Text(Encoding.UTF8.GetString(shown))}'" : "bytes that are no UTF-8";
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Plain()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _filled - _start).IndexOfAny(_separator, (byte)'\n', (byte)'"')) < 0)
        {
            if (Refill()) continue;
            length = _filled - _start;
            break;
        }

        int from = _start, end = _start + length;
        RequireLength(length);
        if (end < _filled && _buffer[end] == '"')
            throw new FileFormatException(What, "quotes around a whole cell only", $"a quote inside the cell in {Place()}", CheckQuotes);
        Finish(end);
        if (EndsRecord && length > 0 && _buffer[end - 1] == '\r') length--;
        return _buffer.AsSpan(from, length);
    }

    private ReadOnlySpan<byte> Quoted()
    {
        int length = 1, doubled = 0;
        while (true)
        {
            int next = _buffer.AsSpan(_start + length, _filled - _start - length).IndexOf((byte)'"');
            length = next < 0 ? _filled - _start : length + next + 1;
            RequireLength(length);
            if (next < 0)
            {
                if (!Refill()) throw new FileFormatException(What, "a quote that closes the cell", $"the end of the file; the quote was opened in {Place()}", CheckQuotes);
                continue;
            }

            if (_start + length == _filled) Refill();
            if (_start + length == _filled || _buffer[_start + length] != '"') break;
            length++;
            doubled++;
        }

        int end = EndAfterQuote(length);
        Span<byte> content = _buffer.AsSpan(_start + 1, length - 2);
        _line += content.Count((byte)'\n');
        Finish(end);
        return doubled == 0 ? content : Undouble(content);
    }

    /// <summary>Where the separator, the line end or the end is that must follow the closing quote.</summary>
    private int EndAfterQuote(int length)
    {
        if (_start + length < _filled && _buffer[_start + length] == '\r')
        {
            // The second byte of the line end may not be in the buffer yet; reading it moves the cell.
            if (_start + length + 1 == _filled) Refill();
            if (_start + length + 1 < _filled && _buffer[_start + length + 1] == '\n') length++;
        }

        int end = _start + length;
        if (end < _filled && _buffer[end] != _separator && _buffer[end] != '\n')
            throw new FileFormatException(What, "a separator after a cell in quotes", $"more text in {Place()}", CheckQuotes);
        return end;
    }

    /// <summary>Steps over what ends the cell: a separator, a line end, or nothing at the end of the file.</summary>
    private void Finish(int end)
    {
        EndsRecord = end == _filled || _buffer[end] == '\n';
        if (end < _filled && EndsRecord) _line++;
        _inRecord = !EndsRecord;
        _start = Math.Min(end + 1, _filled);
    }

    private static Span<byte> Undouble(Span<byte> content)
    {
        int to = 0;
        for (int from = 0; from < content.Length; from++)
        {
            content[to++] = content[from];
            if (content[from] == '"') from++;
        }

        return content[..to];
    }

    private void RequireLength(int length)
    {
        if (length > LargestCell)
            throw new FileFormatException(What, $"cells of at most {LargestCell} bytes", $"a longer one in {Place()}", "A quote lacks its end, or the file is no table of numbers.");
    }

    /// <summary>Moves what is left to the front and reads more behind it; false where there is no more.</summary>
    private bool Refill()
    {
        int kept = _filled - _start;
        if (_left == 0) return false;
        RequireLength(kept);
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        int more = (int)Math.Min(_left, _buffer.Length - kept);
        _file.ReadExactly(_buffer.AsSpan(kept, more), "a file that does not shrink while it is read");
        (_start, _filled, _left) = (0, kept + more, _left - more);
        return true;
    }
}
