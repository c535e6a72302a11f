using System.Text;

namespace Occam.Formats.Files;

/// <summary>
/// A text file that only grows, one whole line at a time. A kill loses at most the line being written: opening the file again cuts a torn
/// last line off, and <see cref="ReadLines"/> does not show it. Lines end in a single line feed; the encoding is UTF-8. One writer at a
/// time, any number of readers; the methods may be called from several threads.
/// </summary>
public sealed class AppendOnlyFile : IDisposable
{
    /// <summary>No line may be longer than this many bytes: a reader must not be made to hold a whole disk.</summary>
    public const int LongestLine = 1 << 26;

    private const byte LineFeed = (byte)'\n';
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string path;
    private readonly FileStream stream;
    private readonly Lock appending = new();

    /// <summary>Opens or creates the file, after which it ends with a whole line. Missing folders are created.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public AppendOnlyFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        this.path = path;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
            CutTornLine(stream);
        }
        catch (Exception error) when (PendingFile.IsFileFault(error))
        {
            stream?.Dispose();
            throw PendingFile.Fault(path, error);
        }
    }

    /// <summary>Appends one line and hands it to the operating system, so that the end of this process cannot lose it.</summary>
    /// <param name="line">The line without its end; may not hold a line feed or a carriage return.</param>
    /// <exception cref="ArgumentException">The line holds a line end or is longer than <see cref="LongestLine"/>.</exception>
    /// <exception cref="FileFormatException">The disk is full or gone; the file then still ends with a whole line.</exception>
    public void AppendLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.AsSpan().ContainsAny('\n', '\r'))
            throw new ArgumentException($"Appending to '{path}': expected one line, got a text with line ends. Append each line by itself.", nameof(line));
        byte[] bytes = Utf8.GetBytes(line + "\n");
        if (bytes.Length > LongestLine)
            throw new ArgumentException($"Appending to '{path}': expected at most {LongestLine} bytes, got {bytes.Length}. Store large data in an array file.", nameof(line));
        lock (appending) Append(bytes);
    }

    /// <summary>Waits until the disk holds every line, so that a power cut cannot lose them. Costs milliseconds.</summary>
    /// <exception cref="FileFormatException">The disk is full or gone.</exception>
    public void FlushToDisk()
    {
        try
        {
            lock (appending) stream.Flush(flushToDisk: true);
        }
        catch (IOException error)
        {
            throw PendingFile.Fault(path, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>
    /// The whole lines that the file holds now, in order, without their ends. A last line without an end is not shown; no lock is taken, so
    /// the file can be written meanwhile. The file is opened when the enumeration starts.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The lines, read as they are asked for.</returns>
    /// <exception cref="FileFormatException">The file cannot be opened, a line is too long, or one is not UTF-8.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Lines(path);
    }

    private static IEnumerable<string> Lines(string path)
    {
        using FileStream file = InputFile.Open(path);
        byte[] buffer = new byte[1 << 16];
        int filled = 0;
        long number = 0;
        while (true)
        {
            int read = file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) yield break;
            int start = 0;
            int end = Array.IndexOf(buffer, LineFeed, filled, read);
            filled += read;
            for (; end >= 0; end = Array.IndexOf(buffer, LineFeed, start, filled - start))
            {
                yield return Decode(path, ++number, buffer.AsSpan(start, end - start));
                start = end + 1;
            }
            filled -= start;
            buffer.AsSpan(start, filled).CopyTo(buffer);
            if (filled == buffer.Length) buffer = Grow(path, number + 1, buffer);
        }
    }

    private static string Decode(string path, long number, ReadOnlySpan<byte> line)
    {
        try
        {
            return Utf8.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);
        }
        catch (DecoderFallbackException)
        {
            throw new FileFormatException($"Reading '{path}'", $"UTF-8 text in line {number}", "other bytes",
                "The file is damaged or not a text file; restore it from a copy.");
        }
    }

    private static byte[] Grow(string path, long number, byte[] buffer)
    {
        if (buffer.Length >= LongestLine)
            throw new FileFormatException($"Reading '{path}'", $"lines of at most {LongestLine} bytes", $"a longer line {number}",
                "This is not a file of lines; check the name.");
        Array.Resize(ref buffer, buffer.Length * 2);
        return buffer;
    }

    private void Append(byte[] bytes)
    {
        try
        {
            WriteWhole(bytes);
        }
        catch (IOException error)
        {
            throw PendingFile.Fault(path, error);
        }
    }

    private void WriteWhole(byte[] bytes)
    {
        long whole = stream.Length;
        try
        {
            stream.Position = whole;
            stream.Write(bytes);
        }
        catch (IOException)
        {
            // The part that a full disk took must not become the start of the next line.
            stream.SetLength(whole);
            throw;
        }
    }

    private static void CutTornLine(FileStream file)
    {
        byte[] block = new byte[1 << 16];
        long end = file.Length;
        while (end > 0)
        {
            int size = (int)Math.Min(block.Length, end);
            file.Position = end - size;
            file.ReadExactly(block, 0, size);
            int found = Array.LastIndexOf(block, LineFeed, size - 1);
            if (found >= 0)
            {
                end += found + 1 - size;
                break;
            }
            end -= size;
        }
        if (end != file.Length) file.SetLength(end);
    }
}
