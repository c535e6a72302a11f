namespace Occam.Data.Readers;

/// <summary>Where the text of a table lies in its file, and how many records it has, counted before anything is allocated for them.</summary>
/// <param name="Start">Bytes before the text: 3 of a byte order mark, or none.</param>
/// <param name="End">The end of the last record, without its line end and without empty lines after it.</param>
/// <param name="Records">Records, the first line among them.</param>
internal sealed record CsvExtent(int Start, long End, long Records)
{
    private const int BufferBytes = 1 << 18;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Blank => "\r\n "u8;

    /// <summary>Measures a file. A quote that is misplaced makes the count meaningless, and is refused where the cells are read.</summary>
    public static CsvExtent Measure(string path)
    {
        using DataFile file = DataFile.Open(path);
        byte[] buffer = new byte[BufferBytes];
        long offset = 0, end = 0, lines = 0, blankLines = 0;
        int start = 0;
        bool quoted = false;
        while (offset < file.Length)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, file.Length - offset));
            file.ReadExactly(part, "a file that does not shrink while it is read");
            if (offset == 0 && part.StartsWith(Mark)) start = Mark.Length;
            int kept = part.LastIndexOfAnyExcept(Blank) + 1;
            if (kept > 0)
            {
                lines += blankLines + LineEnds(part[..kept], ref quoted);
                (end, blankLines) = (offset + kept, 0);
            }

            blankLines += LineEnds(part[kept..], ref quoted);
            offset += part.Length;
        }

        return new CsvExtent(start, Math.Max(start, end), end > start ? lines + 1 : 0);
    }

    /// <summary>Line ends outside of quotes.</summary>
    private static long LineEnds(ReadOnlySpan<byte> part, ref bool quoted)
    {
        long count = 0;
        while (true)
        {
            int quote = part.IndexOf((byte)'"');
            if (!quoted) count += (quote < 0 ? part : part[..quote]).Count((byte)'\n');
            if (quote < 0) return count;
            quoted = !quoted;
            part = part[(quote + 1)..];
        }
    }
}
