using System.Buffers.Binary;
using System.IO.Compression;

namespace Occam.Data.Embedded;

/// <summary>The developer's tool that made <c>mnist-mini.br</c> from MNIST's four files. Run it through the test MnistMiniTests.Repack, with
/// OCCAM_DATA naming the folder that holds mnist/, and OCCAM_PACK the file to write. Plain Brotli is the whole codec: 9,420,048 bytes become 1,617,907,
/// so no better layout was worth its code.</summary>
internal static class MnistMiniPacker
{
    private const int Pixels = 784;

    /// <summary>The unpacked resource, from the folder of the four plain IDX files.</summary>
    public static byte[] Payload(string folder) =>
    [
        .. Half(folder, "train", MnistMini.TrainPerClass),
        .. Half(folder, "t10k", MnistMini.TestPerClass),
    ];

    /// <summary>Packs at Brotli's highest quality; takes about half a minute.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> payload)
    {
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(payload.Length)];
        if (!BrotliEncoder.TryCompress(payload, packed, out int written, quality: 11, window: 24))
            throw new InvalidOperationException($"Packing mnist-mini: expected Brotli to need at most {packed.Length} bytes, got more. Check the payload.");
        return packed[..written];
    }

    private static byte[] Half(string folder, string stem, int perClass)
    {
        byte[] images = File.ReadAllBytes(Path.Combine(folder, $"{stem}-images-idx3-ubyte"));
        byte[] labels = File.ReadAllBytes(Path.Combine(folder, $"{stem}-labels-idx1-ubyte"));
        int[] chosen = FirstOfEach(labels.AsSpan(8), perClass);
        byte[] half = new byte[16 + (chosen.Length * Pixels) + 8 + chosen.Length];
        images.AsSpan(0, 16).CopyTo(half);
        BinaryPrimitives.WriteInt32BigEndian(half.AsSpan(4), chosen.Length);
        Span<byte> labelPart = half.AsSpan(16 + (chosen.Length * Pixels));
        labels.AsSpan(0, 4).CopyTo(labelPart);
        BinaryPrimitives.WriteInt32BigEndian(labelPart[4..], chosen.Length);
        for (int i = 0; i < chosen.Length; i++)
        {
            images.AsSpan(16 + (chosen[i] * Pixels), Pixels).CopyTo(half.AsSpan(16 + (i * Pixels)));
            labelPart[8 + i] = labels[8 + chosen[i]];
        }

        return half;
    }

    private static int[] FirstOfEach(ReadOnlySpan<byte> labels, int perClass)
    {
        int[] taken = new int[MnistMini.Classes];
        List<int> chosen = [];
        for (int i = 0; i < labels.Length; i++)
            if (taken[labels[i]]++ < perClass) chosen.Add(i);
        return [.. chosen];
    }
}
