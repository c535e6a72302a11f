using System.Collections.Immutable;
using System.IO.Compression;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npy;

namespace Occam.Formats.Npz;

/// <summary>
/// numpy's ZIP archive of named arrays. Opening reads the names only; each array is read, and its checksum checked, when it is asked for.
/// Entries that do not end in <c>.npy</c> are left out. Safe to use from several threads.
/// </summary>
public sealed class NpzFile : IDisposable
{
    private const string Ending = ".npy";
    private const string Damaged = "Copy or download the file again, or write it with numpy.savez(path, name=array).";

    // Deflate cannot shrink 258 bytes to less than two bits, so a higher ratio is a lie, and nothing is allocated for it.
    private const long HighestRatio = 1032;

    // The ZIP format counts time from here; a fixed time makes equal arrays equal files.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string path;
    private readonly ZipArchive archive;
    private readonly long fileLength;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
    private readonly Lock reading = new();

    private NpzFile(string path, FileStream stream)
    {
        this.path = path;
        fileLength = stream.Length;
        archive = Guarded(path, () => new ZipArchive(stream, ZipArchiveMode.Read));
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        foreach (ZipArchiveEntry entry in Guarded(path, () => archive.Entries))
        {
            if (!entry.FullName.EndsWith(Ending, StringComparison.Ordinal)) continue;
            string name = entry.FullName[..^Ending.Length];
            if (!entries.TryAdd(name, entry)) throw Fault("different names", $"{Shown.Text(name)} twice", Damaged);
            names.Add(name);
        }
        Names = names.ToImmutable();
    }

    /// <summary>The names of the arrays, in the order of the archive.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The archive; dispose of it to close the file.</returns>
    /// <exception cref="FileFormatException">The file is missing, is not a ZIP archive, or has a name twice.</exception>
    public static NpzFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream stream = InputFile.Open(path);
        try
        {
            return new NpzFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes an archive atomically, in the order given. Equal arrays give equal bytes under one operating system.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="arrays">The arrays with different names.</param>
    /// <param name="compression">Stored unless said otherwise.</param>
    /// <exception cref="ArgumentException">A name is empty or used twice, or a type is BFloat16, which numpy does not have.</exception>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<StoredArray> arrays, NpzCompression compression = NpzCompression.Stored)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (StoredArray array in arrays)
        {
            if (array.Name.Length == 0 || !names.Add(array.Name))
                throw new ArgumentException($"Writing '{path}': expected different names, got '{array.Name}' empty or twice. Rename an array.", nameof(arrays));
        }
        CompressionLevel level = compression == NpzCompression.Stored ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
        AtomicFile.Write(path, stream => WriteEntries(stream, arrays, level));
    }

    /// <summary>Whether the archive has an array of that name.</summary>
    /// <param name="name">Without the ending <c>.npy</c>.</param>
    /// <returns>Whether <see cref="Read(string)"/> can be asked for it.</returns>
    public bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>Reads one array.</summary>
    /// <param name="name">Without the ending <c>.npy</c>.</param>
    /// <returns>The array, named <paramref name="name"/>.</returns>
    /// <exception cref="FileFormatException">There is no such array, or its entry is damaged.</exception>
    public StoredArray Read(string name)
    {
        if (!entries.TryGetValue(name, out ZipArchiveEntry? entry))
            throw Fault($"an array {Shown.Text(name)}", Names.IsEmpty ? "no arrays" : $"only {Shown.Text(string.Join(", ", Names))}", "Name one that is there.");
        lock (reading) return Guarded(path, () => Read(name, entry));
    }

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    private StoredArray Read(string name, ZipArchiveEntry entry)
    {
        string full = $"{path}:{Shown.Text(name).Trim('\'')}";
        if (entry.IsEncrypted) throw Fault("entries without a password", $"{Shown.Text(name)} encrypted", "Write the archive without a password.");
        if (entry.CompressedLength > fileLength || entry.Length / HighestRatio > entry.CompressedLength)
            throw Fault($"an entry that its {entry.CompressedLength} stored bytes can hold", $"{Shown.Text(name)} with {entry.Length} bytes", Damaged);
        using Stream stream = entry.Open();
        Crc32 checksum = new();
        ByteSource source = new(stream, full, entry.Length) { Checksum = checksum };
        StoredArray array = NpyFile.Read(source);
        if (!source.AtEnd()) throw source.Fault($"{entry.Length} bytes", "more", Damaged);
        if (checksum.Value != entry.Crc32) throw source.Fault($"checksum {entry.Crc32:x8}", $"{checksum.Value:x8}", Damaged);
        return new StoredArray(name, array.Type, array.Shape.AsSpan(), array.Bytes);
    }

    private FileFormatException Fault(string expected, string got, string remedy) => new($"Reading '{path}'", expected, got, remedy);

    // The archive reader of the class library was not written for hostile files and fails in many ways.
    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is (IOException and not FileFormatException) or InvalidDataException or NotSupportedException
            or ArgumentException or ArithmeticException)
        {
            throw new FileFormatException($"Reading '{path}'", "an npz file (a ZIP archive)", error.Message.TrimEnd('.'), Damaged);
        }
    }

    private static void WriteEntries(Stream stream, IReadOnlyList<StoredArray> arrays, CompressionLevel level)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (StoredArray array in arrays)
        {
            ZipArchiveEntry entry = archive.CreateEntry(array.Name + Ending, level);
            entry.LastWriteTime = Timestamp;
            using Stream content = entry.Open();
            NpyFile.Write(content, array);
        }
    }
}
