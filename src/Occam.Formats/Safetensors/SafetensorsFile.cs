using System.Collections.Immutable;
using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Safetensors;

/// <summary>
/// A file of named tensors with text metadata, as Hugging Face's safetensors defines it. Opening reads and checks the header; each tensor
/// is read when it is asked for. The whole file may be larger than memory; one tensor is at most 2 GiB. Safe to use from several threads.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly string path;
    private readonly FileStream stream;
    private readonly long dataStart;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsFile(string path, FileStream stream)
    {
        this.path = path;
        this.stream = stream;
        ByteSource source = new(stream, path, stream.Length);
        SafetensorsHeader header = SafetensorsHeader.Read(source);
        dataStart = source.Length - source.Remaining;
        Metadata = header.Metadata;
        Entries = [.. header.Entries];
        byName = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors, in the order of the header.</summary>
    public ImmutableArray<SafetensorsEntry> Entries { get; }

    /// <summary>The text that came with the tensors; empty if there was none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its whole header against its length.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file; dispose of it to close it.</returns>
    /// <exception cref="FileFormatException">The file is missing or breaks a rule of the format.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream stream = InputFile.Open(path);
        try
        {
            return new SafetensorsFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes tensors atomically. Larger elements come first, then names in ordinal order, so that every tensor is aligned and equal
    /// tensors give equal bytes whatever their order.
    /// </summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="tensors">The tensors with different names.</param>
    /// <param name="metadata">Text to keep with them.</param>
    /// <exception cref="ArgumentException">A name is used twice, or is the one reserved for the metadata.</exception>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<StoredArray> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
        foreach (StoredArray tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"Writing '{path}': expected different names other than {SafetensorsHeader.MetadataKey}, got '{tensor.Name}'. Rename a tensor.", nameof(tensors));
        }
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
    }

    /// <summary>Whether the file has a tensor of that name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether <see cref="Read"/> can be asked for it.</returns>
    public bool Contains(string name) => byName.ContainsKey(name);

    /// <summary>Reads one tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The tensor in row-major order.</returns>
    /// <exception cref="FileFormatException">There is no such tensor, it is larger than 2 GiB, or the file shrank.</exception>
    public StoredArray Read(string name)
    {
        if (!byName.TryGetValue(name, out SafetensorsEntry? entry))
            throw new FileFormatException($"Reading '{path}'", $"a tensor {Shown.Text(name)}",
                Entries.IsEmpty ? "no tensors" : $"only {Shown.Text(string.Join(", ", Entries.Select(known => known.Name)))}", "Name one that is there.");
        lock (byName)
        {
            stream.Position = dataStart + entry.Begin;
            ByteSource source = new(stream, path, stream.Length - stream.Position);
            byte[] data = source.ReadBytes(entry.End - entry.Begin, $"tensor {Shown.Text(name)}");
            if (!BitConverter.IsLittleEndian) ElementTypes.Reverse(data, entry.Type.Size());
            return new StoredArray(name, entry.Type, entry.Shape.AsSpan(), data);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
