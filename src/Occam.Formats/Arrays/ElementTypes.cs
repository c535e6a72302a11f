using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Occam.Formats.Arrays;

/// <summary>Sizes of element types, the C# type of each, and the order of their bytes.</summary>
internal static class ElementTypes
{
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Boolean or ElementType.UInt8 or ElementType.Int8 => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.UInt32 or ElementType.Int32 or ElementType.Float32 => 4,
        ElementType.UInt64 or ElementType.Int64 or ElementType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Size: expected an element type, got another number. Use a named value."),
    };

    public static ElementType Of<T>()
        where T : unmanaged =>
        default(T) switch
        {
            bool => ElementType.Boolean,
            byte => ElementType.UInt8,
            ushort => ElementType.UInt16,
            uint => ElementType.UInt32,
            ulong => ElementType.UInt64,
            sbyte => ElementType.Int8,
            short => ElementType.Int16,
            int => ElementType.Int32,
            long => ElementType.Int64,
            Half => ElementType.Float16,
            float => ElementType.Float32,
            double => ElementType.Float64,
            _ => throw new ArgumentException($"Storing an array: expected numbers of 8 to 64 bits, got {typeof(T)}. Convert them first."),
        };

    /// <summary>Turns the bytes of each element round, in place.</summary>
    public static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                Span<ushort> twos = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                Span<uint> fours = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }
}
