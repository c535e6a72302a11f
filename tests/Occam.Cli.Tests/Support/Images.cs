using System.Buffers.Binary;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;

namespace Occam.Cli.Tests.Support;

/// <summary>Small sets in files, right and wrong ones.</summary>
internal static class Images
{
    /// <summary>x of the shape with pixels between 0 and 1, and y with classes 0 and 1 in turn.</summary>
    public static void WriteNpz(string path, long[] shape, Action<float[]>? spoil = null, bool labels = true, long firstLabel = 0)
    {
        float[] pixels = [.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(i => i * 37 % 101 / 100f)];
        spoil?.Invoke(pixels);
        StoredArray x = StoredArray.From<float>("x", shape, pixels);
        long[] classes = [firstLabel, .. Enumerable.Range(1, (int)shape[0] - 1).Select(i => (long)(i % 2))];
        StoredArray y = StoredArray.From<long>("y", [shape[0]], classes);
        NpzFile.Write(path, labels ? [x, y] : [x]);
    }

    /// <summary>A folder of 20 training and 20 test images of 4×4 in IDX.</summary>
    public static void WriteIdx(TemporaryFolder folder, string name, int testSize = 4)
    {
        byte[] labels = [.. Enumerable.Range(0, 20).Select(i => (byte)(i % 10))];
        folder.Write($"{name}/train-images-idx3-ubyte", Idx([20, 4, 4], new byte[20 * 16]));
        folder.Write($"{name}/train-labels-idx1-ubyte", Idx([20], labels));
        folder.Write($"{name}/t10k-images-idx3-ubyte", Idx([20, testSize, testSize], new byte[20 * testSize * testSize]));
        folder.Write($"{name}/t10k-labels-idx1-ubyte", Idx([20], labels));
    }

    public static byte[] Idx(int[] sizes, byte[] values)
    {
        byte[] head = new byte[4 + (4 * sizes.Length)];
        (head[2], head[3]) = (8, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. head, .. values];
    }
}
