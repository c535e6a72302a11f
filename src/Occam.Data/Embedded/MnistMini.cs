using System.IO.Compression;
using Occam.Data.Datasets;
using Occam.Data.Readers;

namespace Occam.Data.Embedded;

/// <summary>The embedded set: the first 1,000 training and the first 200 test images of every class of MNIST, in their original order, pixel for pixel.
/// How it was made, by whom the originals were, and under which terms: <c>mnist-mini.txt</c> beside the resource.</summary>
public static class MnistMini
{
    /// <summary>The name to ask for it by.</summary>
    public const string Name = "mnist-mini";

    internal const int TrainPerClass = 1000;
    internal const int TestPerClass = 200;
    internal const int Classes = 10;

    /// <summary>The unpacked resource is four whole IDX files one after another: training images and labels, test images and labels.</summary>
    internal const int UnpackedBytes = 16 + (TrainPerClass * Classes * 784) + 8 + (TrainPerClass * Classes) + 16 + (TestPerClass * Classes * 784) + 8 + (TestPerClass * Classes);

    private const string Resource = "Occam.Data.Embedded.mnist-mini.br";

    /// <summary>Unpacks the set: 10,000 training and 2,000 test images of 1×28×28, values in [0, 1].</summary>
    public static DatasetPair Read()
    {
        byte[] bytes = Unpack();
        string what = $"Reading the embedded '{Name}'";
        int at = 0;
        Dataset train = ReadHalf("train", TrainPerClass * Classes), test = ReadHalf("test", TestPerClass * Classes);
        return new DatasetPair(train, test, new DatasetInfo(Name, "embedded", "embedded in Occam.Data", Origin));

        Dataset ReadHalf(string half, int count)
        {
            int imageBytes = 16 + (count * 784), labelBytes = 8 + count;
            using DataFile images = DataFile.OfMemory(what, bytes, at, imageBytes);
            using DataFile labels = DataFile.OfMemory(what, bytes, at + imageBytes, labelBytes);
            at += imageBytes + labelBytes;
            return IdxFolder.ReadPart(images, labels, Classes).ToDataset($"{Name}/{half}", Classes, null);
        }
    }

    /// <summary>The four IDX files one after another.</summary>
    internal static byte[] Unpack()
    {
        using Stream packed = typeof(MnistMini).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Unpacking '{Name}': expected resource {Resource} in the assembly, got none. Build Occam.Data with it.");
        using BrotliStream unpacking = new(packed, CompressionMode.Decompress);
        byte[] bytes = new byte[UnpackedBytes];
        unpacking.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Who made the images, and under which terms.</summary>
    internal const string Origin =
        "Part of MNIST (Yann LeCun, Corinna Cortes, Christopher J.C. Burges), made from NIST Special Databases 1 and 3; "
        + "Creative Commons Attribution-Share Alike 3.0 according to the documentation of Keras and TensorFlow";
}
