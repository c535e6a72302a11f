using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Occam.Formats.Arrays;

namespace Occam.Formats.Safetensors;

/// <summary>Lays a safetensors file out.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    public static void Write(Stream stream, IReadOnlyList<StoredArray> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        StoredArray[] ordered = [.. tensors.OrderByDescending(tensor => tensor.Type.Size()).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        ArrayBufferWriter<byte> header = new();
        WriteHeader(header, ordered, metadata);
        int padding = (Alignment - (header.WrittenCount % Alignment)) % Alignment;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        foreach (StoredArray tensor in ordered) WriteData(stream, tensor);
    }

    private static void WriteHeader(ArrayBufferWriter<byte> buffer, StoredArray[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using Utf8JsonWriter json = new(buffer);
        json.WriteStartObject();
        if (metadata is not null)
        {
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
            json.WriteEndObject();
        }
        long begin = 0;
        foreach (StoredArray tensor in tensors)
        {
            long end = begin + tensor.Data.Length;
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", SafetensorsTypes.NameOf(tensor.Type));
            WriteNumbers(json, "shape", tensor.Shape.AsSpan());
            WriteNumbers(json, "data_offsets", [begin, end]);
            json.WriteEndObject();
            begin = end;
        }
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteData(Stream stream, StoredArray tensor)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(tensor.Data.Span);
            return;
        }
        byte[] swapped = tensor.Data.ToArray();
        ElementTypes.Reverse(swapped, tensor.Type.Size());
        stream.Write(swapped);
    }
}
