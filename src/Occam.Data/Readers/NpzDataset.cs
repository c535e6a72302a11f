using Occam.Data.Datasets;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npz;

namespace Occam.Data.Readers;

/// <summary>Reads an .npz with images <c>x</c> and labels <c>y</c>, and a test set <c>x_test</c>, <c>y_test</c> if it has one. Keras' names x_train and
/// y_train are understood as well.</summary>
public static class NpzDataset
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file. x is [n, d], [n, h, w] or [n, c, h, w], of unsigned bytes (divided by 255) or floats (taken as they are); y is [n] or [n, 1] of integers.</param>
    /// <param name="name">What to call the set.</param>
    /// <param name="layout">Where a four-dimensional x has its channels.</param>
    /// <exception cref="FileFormatException">An array is missing, damaged, of another type or shape, or does not agree with the others.</exception>
    public static (Dataset Train, Dataset? Test) Read(string path, string name, ImageLayout layout = ImageLayout.ChannelsFirst)
    {
        using NpzFile file = NpzFile.Open(path);
        string suffix = !file.Contains("x") && file.Contains("x_train") ? "_train" : "";
        LabelledImages train = ReadPart(file, path, suffix, layout);
        if (!file.Contains("x_test") && !file.Contains("y_test")) return (train.ToDataset($"{name}/train", train.Classes, null), null);
        LabelledImages test = ReadPart(file, path, "_test", layout);
        if (test.Shape != train.Shape)
            throw new FileFormatException($"Reading '{path}'", $"x_test of {train.Shape} an example, as x", $"{test.Shape}", "Write both arrays with the same shape but for their first dimension.");
        int classes = Math.Max(train.Classes, test.Classes);
        return (train.ToDataset($"{name}/train", classes, null), test.ToDataset($"{name}/test", classes, null));
    }

    private static LabelledImages ReadPart(NpzFile file, string path, string suffix, ImageLayout layout)
    {
        string xName = "x" + suffix, yName = "y" + suffix;
        if (!file.Contains(xName) || !file.Contains(yName))
        {
            throw new FileFormatException($"Reading '{path}'", $"arrays {xName} and {yName}", $"{(file.Names.IsEmpty ? "no arrays" : string.Join(", ", file.Names.Take(8).Select(Printable.Text)))}",
                "Write them with numpy.savez(path, x=images, y=labels).");
        }

        string what = $"Reading '{path}:{xName}'", labelsWhat = $"Reading '{path}:{yName}'";
        (float[] images, int count, ImageShape shape) = ReadImages(what, file.Read(xName), layout);
        int[] labels = ReadLabels(labelsWhat, file.Read(yName));
        Values.RequireSameCount(labelsWhat, count, labels.Length);
        return new LabelledImages(images, shape, labels, Values.CountClasses(labelsWhat, labels));
    }

    private static (float[] Images, int Count, ImageShape Shape) ReadImages(string what, StoredArray x, ImageLayout layout)
    {
        if (x.Type is not (ElementType.UInt8 or ElementType.Float16 or ElementType.Float32 or ElementType.Float64))
        {
            throw new FileFormatException(what, "uint8 (divided by 255) or float (taken as it is)", $"{x.Type}",
                "Write x.astype('uint8') or x.astype('float32').");
        }

        int[] sizes = [.. x.Shape.Select(size => checked((int)size))];
        if (sizes.Length is < 2 or > 4 || sizes.Contains(0))
            throw new FileFormatException(what, "[n, d], [n, h, w] or [n, c, h, w] with no length 0", $"[{string.Join(", ", sizes)}]", "Reshape x before writing it.");
        ImageShape shape = sizes.Length switch
        {
            2 => ImageShape.Vector(sizes[1]),
            3 => new ImageShape(1, sizes[1], sizes[2]),
            _ when layout == ImageLayout.ChannelsLast => new ImageShape(sizes[3], sizes[1], sizes[2]),
            _ => new ImageShape(sizes[1], sizes[2], sizes[3]),
        };
        float[] images = ToFloats(x);
        Values.RequireFinite(what, images, shape);
        return (sizes.Length == 4 && layout == ImageLayout.ChannelsLast ? ChannelsFirst(images, shape) : images, sizes[0], shape);
    }

    private static float[] ToFloats(StoredArray x)
    {
        if (x.Type != ElementType.UInt8) return x.ToSingle();
        float[] images = new float[x.Count];
        Values.OfBytes(x.Data.Span, images);
        return images;
    }

    private static int[] ReadLabels(string what, StoredArray y)
    {
        if (y.Type is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64)
            throw new FileFormatException(what, "integers", $"{y.Type}", "Write the classes as y.astype('int64'); of one-hot rows, y.argmax(axis=1).");
        if (y.Shape.Length != 1 && !(y.Shape.Length == 2 && y.Shape[1] == 1))
            throw new FileFormatException(what, "[n] or [n, 1]", $"[{string.Join(", ", y.Shape)}]", "Write one class an example; of one-hot rows, y.argmax(axis=1).");
        return y.ToInt32();
    }

    private static float[] ChannelsFirst(float[] images, ImageShape shape)
    {
        float[] turned = new float[images.Length];
        for (int start = 0; start < images.Length; start += shape.Size)
        {
            for (int c = 0; c < shape.Channels; c++)
                for (int j = 0; j < shape.Area; j++) turned[start + (c * shape.Area) + j] = images[start + (j * shape.Channels) + c];
        }

        return turned;
    }
}
