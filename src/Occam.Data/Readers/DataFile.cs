using System.Buffers.Binary;
using System.IO.Compression;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>A data file that may lie about itself. Gzip is recognized by content, not by name; how much a header promises is compared with what the
/// file can hold before anything is allocated for it.</summary>
internal sealed class DataFile : IDisposable
{
    /// <summary>Deflate cannot expand a byte to more than 1,032 (RFC 1951: 258 bytes from two bits).</summary>
    private const long LargestExpansion = 1032;
    private const int SmallestGzip = 18;

    private readonly Stream _content;
    private readonly long _length;
    private readonly uint _gzipSize;
    private long _read;

    private DataFile(string what, Stream content, long length, bool gzip, uint gzipSize) =>
        (What, _content, _length, IsGzip, _gzipSize) = (what, content, length, gzip, gzipSize);

    /// <summary>The first part of every message: the operation and the file.</summary>
    public string What { get; }

    /// <summary>Whether the content is unpacked while it is read.</summary>
    public bool IsGzip { get; }

    /// <summary>Bytes of the file as it lies there, unpacked or not.</summary>
    public long Length => _length;

    /// <summary>Opens a file of the disk.</summary>
    public static DataFile Open(string path) => OfFile(path, OfStream);

    /// <summary>The first bytes of a file, or fewer if it is shorter.</summary>
    public static byte[] Start(string path, int count = 4) => OfFile(path, (_, file) =>
    {
        using (file)
        {
            byte[] start = new byte[count];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
    });

    /// <summary>Reads a part of memory as if it were a file.</summary>
    public static DataFile OfMemory(string what, byte[] bytes, int start, int count) =>
        new(what, new MemoryStream(bytes, start, count, writable: false), count, gzip: false, 0);

    /// <summary>Fills the span, or says how much was missing.</summary>
    public void ReadExactly(Span<byte> destination, string expected)
    {
        int got = ReadUpTo(destination);
        if (got < destination.Length)
            throw new FileFormatException(What, expected, $"the end of the file after {_read} bytes", "The file is cut short: fetch it again.");
    }

    /// <summary>Refuses a file whose size is not what its header promises, before anything of that size is allocated.</summary>
    /// <param name="total">All bytes of the unpacked file that the header promises, itself included.</param>
    /// <param name="expected">What the header promises, in words.</param>
    public void RequireTotal(long total, string expected)
    {
        bool agrees = IsGzip ? _gzipSize == (uint)total && total <= _length * LargestExpansion : _length == total;
        if (agrees) return;
        string got = IsGzip ? $"a gzip file of {_length} bytes that unpacks to {_gzipSize}" : $"{_length} bytes";
        string remedy = _length < total && !IsGzip ? "The file is cut short, or its header is damaged: fetch it again."
            : "The file has more or fewer bytes than its header promises: fetch it again.";
        throw new FileFormatException(What, $"{total} bytes ({expected})", got, remedy);
    }

    /// <summary>Refuses bytes after the end.</summary>
    public void RequireEnd(string expected)
    {
        Span<byte> one = stackalloc byte[1];
        if (ReadUpTo(one) > 0)
            throw new FileFormatException(What, $"{_read - 1} bytes ({expected})", "more bytes after them", "The file is damaged: fetch it again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _content.Dispose();

    private static T OfFile<T>(string path, Func<string, FileStream, T> use)
    {
        string what = $"Reading '{path}'";
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            return use(what, file);
        }
        catch (Exception fault)
        {
            file?.Dispose();
            if (fault is not (IOException or UnauthorizedAccessException) || fault is FileFormatException) throw;
            throw new FileFormatException(what, "a file that can be read", fault.Message.TrimEnd('.'), "Check the path and its permissions.");
        }
    }

    private static DataFile OfStream(string what, FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        int got = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        file.Position = 0;
        if (got < 2 || start[0] != 0x1F || start[1] != 0x8B) return new DataFile(what, file, file.Length, gzip: false, 0);
        if (file.Length < SmallestGzip)
            throw new FileFormatException(what, $"gzip data of at least {SmallestGzip} bytes", $"{file.Length} bytes", "The file is cut short: fetch it again.");
        Span<byte> size = stackalloc byte[4];
        file.Position = file.Length - 4;
        file.ReadExactly(size);
        file.Position = 0;
        return new DataFile(what, new GZipStream(file, CompressionMode.Decompress), file.Length, gzip: true, BinaryPrimitives.ReadUInt32LittleEndian(size));
    }

    private int ReadUpTo(Span<byte> destination)
    {
        try
        {
            int got = _content.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            _read += got;
            return got;
        }
        catch (Exception fault) when (fault is InvalidDataException || (fault is IOException && fault is not FileFormatException))
        {
            throw new FileFormatException(What, "intact gzip data", fault.Message, "The file is damaged: fetch it again.");
        }
    }
}
