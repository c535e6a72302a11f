using System.Text;

namespace Occam.Cli.Tests.Support;

/// <summary>Just enough of protobuf to write an ONNX file that no exporter would.</summary>
internal static class Protobuf
{
    /// <summary>Two activations that each read what the other makes.</summary>
    public static byte[] Cycle()
    {
        byte[] dimensions = [.. Message(1, Number(1, 1)), .. Message(1, Number(1, 784))];
        byte[] tensor = [.. Number(1, 1), .. Message(2, dimensions)];
        byte[] graph =
        [
            .. Message(1, [.. Text(1, "b"), .. Text(2, "a"), .. Text(3, "first"), .. Text(4, "Relu")]),
            .. Message(1, [.. Text(1, "a"), .. Text(2, "b"), .. Text(3, "second"), .. Text(4, "Relu")]),
            .. Message(11, [.. Text(1, "x"), .. Message(2, Message(1, tensor))]), .. Message(12, Text(1, "b")),
        ];
        return [.. Number(1, 7), .. Message(7, graph), .. Message(8, Number(2, 13))];
    }

    private static byte[] Number(int field, int value) => [(byte)(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [(byte)((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value) => value < 128 ? [(byte)value] : [(byte)(value | 128), .. Varint(value >> 7)];
}
