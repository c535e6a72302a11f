using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Safetensors;

/// <summary>
/// The header of a safetensors file: 8 bytes of length, little-endian, and JSON. Everything that the format promises is checked: no key
/// twice, every size the product of its lengths, and the tensors covering the rest of the file without gap or overlap.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";
    private const int LongestHeader = 100_000_000;
    private const string Remedy = "Write the file with safetensors' save_file.";
    private readonly ByteSource source;

    private SafetensorsHeader(ByteSource source) => this.source = source;

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order of the header.</summary>
    public List<SafetensorsEntry> Entries { get; } = [];

    public static SafetensorsHeader Read(ByteSource source)
    {
        SafetensorsHeader header = new(source);
        byte[] json = header.ReadJson();
        try
        {
            header.Parse(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw header.Fault("a header of JSON", Shown.Text(error.Message));
        }
        header.CheckCoverage();
        return header;
    }

    private byte[] ReadJson()
    {
        Span<byte> start = stackalloc byte[8];
        source.Read(start, "header length");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (start.StartsWith("PK\x03\x04"u8))
            throw source.Fault("a safetensors file", "a ZIP archive, such as a PyTorch checkpoint",
                "In Python: safetensors.torch.save_file(torch.load(path), 'model.safetensors').");
        if (length > LongestHeader) throw Fault($"a header of at most {LongestHeader} bytes", $"{length}");
        byte[] json = source.ReadBytes((long)length, "header");
        if (json.Length == 0 || json[0] != '{') throw Fault("a header that begins with {", "another byte");
        return json;
    }

    private void Parse(byte[] json)
    {
        Utf8JsonReader reader = new(json);
        HashSet<string> keys = new(StringComparer.Ordinal);
        reader.Read();
        while (NextKey(ref reader) is { } key)
        {
            if (!keys.Add(key)) throw Fault("different names", $"{Shown.Text(key)} twice");
            reader.Read();
            if (key == MetadataKey) ParseMetadata(ref reader);
            else Entries.Add(ParseEntry(key, ref reader));
        }
        // Reads on over padding, and refuses anything else.
        reader.Read();
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartObject, MetadataKey, "an object of strings");
        while (NextKey(ref reader) is { } key)
        {
            reader.Read();
            Require(reader.TokenType == JsonTokenType.String, MetadataKey, "strings only");
            if (!Metadata.TryAdd(key, reader.GetString()!)) throw Fault("different names in the metadata", $"{Shown.Text(key)} twice");
        }
    }

    private SafetensorsEntry ParseEntry(string name, ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartObject, name, "an object");
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (NextKey(ref reader) is { } key)
        {
            reader.Read();
            bool first = key switch { "dtype" => type is null, "shape" => shape is null, "data_offsets" => offsets is null, _ => false };
            Require(first, name, "the keys dtype, shape and data_offsets once each");
            if (key == "dtype")
            {
                Require(reader.TokenType == JsonTokenType.String, name, "a string for dtype");
                type = reader.GetString();
            }
            else if (key == "shape") shape = Numbers(name, Shapes.HighestRank, ref reader);
            else offsets = Numbers(name, 2, ref reader);
        }
        Require(type is not null && shape is not null && offsets is { Count: 2 }, name, "dtype, shape and two data_offsets");
        return Entry(name, type!, [.. shape!], offsets![0], offsets[1]);
    }

    private SafetensorsEntry Entry(string name, string typeName, ImmutableArray<long> shape, long begin, long end)
    {
        if (!SafetensorsTypes.TryParse(typeName, out ElementType type))
            throw source.Fault($"a dtype of {SafetensorsTypes.Known}", $"{Shown.Text(typeName)} for {Shown.Text(name)}", "Convert the tensor before saving it, e.g. to float32.");
        if (begin > end || end > source.Remaining)
            throw Fault($"offsets in order and within {source.Remaining} bytes of data", $"{begin} to {end} for {Shown.Text(name)}");
        long? bytes = Shapes.Bytes(shape.AsSpan(), type.Size());
        if (bytes != end - begin)
            throw Fault($"{(bytes is { } known ? $"{known} bytes" : "a shape that fits in memory")} for {Shown.Text(name)}", $"{end - begin} bytes between the offsets");
        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    private List<long> Numbers(string name, int most, ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartArray, name, "lists for shape and data_offsets");
        List<long> numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            long number = -1;
            bool whole = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number);
            Require(whole && number >= 0 && numbers.Count < most, name, $"at most {most} whole numbers of 0 to 2^63 - 1 in a list");
            numbers.Add(number);
        }
        return numbers;
    }

    private void CheckCoverage()
    {
        long covered = 0;
        foreach (SafetensorsEntry entry in Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
                throw Fault($"{Shown.Text(entry.Name)} to begin at {covered}, where the tensor before it ends", $"{entry.Begin}");
            covered = entry.End;
        }
        if (covered != source.Remaining) throw Fault($"tensors covering {source.Remaining} bytes", $"{covered}");
    }

    private static string? NextKey(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private void Require(bool condition, string name, string expected)
    {
        if (!condition) throw Fault($"{expected} for {Shown.Text(name)}", "something else");
    }

    private FileFormatException Fault(string expected, string got) => source.Fault(expected, got, Remedy);
}
