using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Npy;

/// <summary>What stands before the numbers of an npy file. Source: the numpy.lib.format documentation, versions 1.0 to 3.0.</summary>
/// <param name="Type">What one element is.</param>
/// <param name="Swapped">Whether the file's byte order is not this machine's.</param>
/// <param name="ColumnMajor">Whether the first index runs fastest.</param>
/// <param name="Shape">The lengths, as the array is indexed.</param>
/// <param name="DataBytes">Length of what follows the header; equals what the file has left.</param>
internal sealed record NpyHeader(ElementType Type, bool Swapped, bool ColumnMajor, long[] Shape, long DataBytes)
{
    public const string NotNpy = "Write the file with numpy.save(path, array).";
    private const int Alignment = 64;

    // Only structured types need long headers, and those are refused.
    private const int LongestHeader = 1 << 16;

    // numpy leaves room for the first length to grow in place to the longest number of 64 bits.
    private const int GrowthDigits = 21;

    public static NpyHeader Read(ByteSource source)
    {
        Dictionary<string, object> values = PythonDictionary.Parse(ReadText(source), source);
        if (values.Count != 3) throw source.Fault("an npy header with the keys descr, fortran_order and shape", $"{values.Count} keys", NotNpy);
        (ElementType type, bool swapped) = NpyDescription.Parse(Value<string>(values, "descr", source), source);
        bool columnMajor = Value<bool>(values, "fortran_order", source);
        long[] shape = Value<long[]>(values, "shape", source);
        long bytes = Shapes.Bytes(shape, type.Size())
            ?? throw source.Fault("lengths whose product fits in memory", $"shape {Shown.Text(Shown.Shape(shape))}", "The header is damaged; write the file again.");
        if (bytes != source.Remaining)
            throw source.Fault($"{bytes} bytes of data for {type} {Shown.Text(Shown.Shape(shape))}", $"{source.Remaining}",
                bytes > source.Remaining ? "The file is cut short; copy or write it again." : "If several arrays were saved into one file, use numpy.savez instead.");
        return new NpyHeader(type, swapped, columnMajor, shape, bytes);
    }

    public static void Write(Stream stream, ElementType type, ReadOnlySpan<long> shape)
    {
        string text = $"{{'descr': '{NpyDescription.Of(type)}', 'fortran_order': False, 'shape': {ShapeText(shape)}, }}";
        if (shape.Length > 0) text += new string(' ', GrowthDigits - shape[0].ToString(CultureInfo.InvariantCulture).Length);
        int padding = Alignment - ((Magic.Length + 4 + text.Length + 1) % Alignment);
        text += new string(' ', padding) + "\n";
        Span<byte> version = [1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(version[2..], checked((ushort)text.Length));
        stream.Write(Magic);
        stream.Write(version);
        stream.Write(Encoding.ASCII.GetBytes(text));
    }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private static string ShapeText(ReadOnlySpan<long> shape) => shape.Length == 0 ? "()" : Shown.Shape(shape);

    private static string ReadText(ByteSource source)
    {
        Span<byte> start = stackalloc byte[8];
        if (source.Remaining < start.Length) throw source.Fault("an npy file", $"{source.Remaining} bytes", NotNpy);
        source.Read(start, "npy magic");
        if (!start.StartsWith(Magic)) throw Other(start, source);
        int lengthBytes = start[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            _ => throw source.Fault("npy version 1, 2 or 3", $"version {start[6]}", NotNpy),
        };
        Span<byte> length = stackalloc byte[4];
        length.Clear();
        source.Read(length[..lengthBytes], "header length");
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (count > LongestHeader) throw source.Fault($"an npy header of at most {LongestHeader} bytes", $"{count}", NotNpy);
        return Encoding.Latin1.GetString(source.ReadBytes(count, "npy header"));
    }

    private static FileFormatException Other(ReadOnlySpan<byte> start, ByteSource source)
    {
        if (start.StartsWith("PK\x03\x04"u8)) return source.Fault("an npy file", "a ZIP archive", "If it is an npz file, give it that ending.");
        if (start[0] == 0x80) return source.Fault("an npy file", "a Python pickle", $"Pickles can run code, so they are not read. {NotNpy}");
        return source.Fault("an npy file", "other bytes at the start", NotNpy);
    }

    private static T Value<T>(Dictionary<string, object> values, string key, ByteSource source)
    {
        if (values.TryGetValue(key, out object? value) && value is T typed) return typed;
        string wanted = typeof(T) == typeof(string) ? "a string" : typeof(T) == typeof(bool) ? "True or False" : "a tuple of whole numbers";
        throw source.Fault($"an npy header with {wanted} for {key}", value is null ? "no such key" : "another kind of value", NotNpy);
    }
}
