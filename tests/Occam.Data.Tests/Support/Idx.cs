using System.Buffers.Binary;
using System.IO.Compression;

namespace Occam.Data.Tests.Support;

/// <summary>Writes IDX files byte by byte, from the format's description and not from the reader.</summary>
internal static class Idx
{
    public static byte[] Bytes(byte type, int[] sizes, byte[] data)
    {
        List<byte> file = [0, 0, type, (byte)sizes.Length];
        foreach (int size in sizes)
        {
            byte[] big = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(big, size);
            file.AddRange(big);
        }

        return [.. file, .. data];
    }

    public static byte[] Images(int count, int height = 2, int width = 3) =>
        Bytes(0x08, [count, height, width], [.. Enumerable.Range(0, count * height * width).Select(i => (byte)(i * 7))]);

    public static byte[] Labels(params byte[] labels) => Bytes(0x08, [labels.Length], labels);

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionLevel.Optimal)) packing.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>A whole folder of 4 training and 2 test images in 3 classes.</summary>
    public static void WriteFolder(TemporaryFolder folder, string below = "", Func<byte[], byte[]>? pack = null, string ending = "", string dot = "-")
    {
        pack ??= bytes => bytes;
        folder.Write(Path.Combine(below, $"train-images{dot}idx3-ubyte{ending}"), pack(Images(4)));
        folder.Write(Path.Combine(below, $"train-labels{dot}idx1-ubyte{ending}"), pack(Labels(0, 1, 2, 1)));
        folder.Write(Path.Combine(below, $"t10k-images{dot}idx3-ubyte{ending}"), pack(Images(2)));
        folder.Write(Path.Combine(below, $"t10k-labels{dot}idx1-ubyte{ending}"), pack(Labels(2, 0)));
    }
}
