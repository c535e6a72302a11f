using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Npy;

/// <summary>numpy's type descriptions, such as <c>&lt;f4</c>: byte order, kind, bytes.</summary>
internal static class NpyDescription
{
    public static (ElementType Type, bool Swapped) Parse(string description, ByteSource source)
    {
        char order = description.Length > 0 ? description[0] : ' ';
        ElementType? type = order is '<' or '>' or '|' ? TypeOf(description[1..]) : null;
        if (type is not { } known) throw source.Fault("real numbers of 8 to 64 bits", Found(description), Remedy(description));
        bool swapped = known.Size() > 1 && order == (BitConverter.IsLittleEndian ? '>' : '<');
        if (known.Size() > 1 && order == '|')
            throw source.Fault("a byte order, < or >, for numbers of several bytes", Shown.Text(description), NpyHeader.NotNpy);
        return (known, swapped);
    }

    public static string Of(ElementType type)
    {
        string code = type switch
        {
            ElementType.Boolean => "b1",
            ElementType.UInt8 => "u1",
            ElementType.UInt16 => "u2",
            ElementType.UInt32 => "u4",
            ElementType.UInt64 => "u8",
            ElementType.Int8 => "i1",
            ElementType.Int16 => "i2",
            ElementType.Int32 => "i4",
            ElementType.Int64 => "i8",
            ElementType.Float16 => "f2",
            ElementType.Float32 => "f4",
            ElementType.Float64 => "f8",
            _ => throw new ArgumentException($"Writing npy: expected a type that numpy has, got {type}. Convert it to Float32.", nameof(type)),
        };
        return (type.Size() == 1 ? "|" : BitConverter.IsLittleEndian ? "<" : ">") + code;
    }

    private static ElementType? TypeOf(string code) => code switch
    {
        "b1" => ElementType.Boolean,
        "u1" => ElementType.UInt8,
        "u2" => ElementType.UInt16,
        "u4" => ElementType.UInt32,
        "u8" => ElementType.UInt64,
        "i1" => ElementType.Int8,
        "i2" => ElementType.Int16,
        "i4" => ElementType.Int32,
        "i8" => ElementType.Int64,
        "f2" => ElementType.Float16,
        "f4" => ElementType.Float32,
        "f8" => ElementType.Float64,
        _ => null,
    };

    private static string Found(string description) =>
        IsObject(description) ? "Python objects (a pickle inside the file)" : $"numpy type {Shown.Text(description)}";

    private static string Remedy(string description) => IsObject(description)
        ? "Pickles can run code, so they are not read: save with numpy.save(path, array.astype('float32'))."
        : "Convert it in Python: numpy.save(path, array.astype('float32')).";

    private static bool IsObject(string description) => description.Contains('O', StringComparison.Ordinal);
}
