using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>Reads a folder of four IDX files with the names that MNIST's have: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,
/// t10k-labels-idx1-ubyte; also with a dot before idx, and as .gz. The two t10k files may both be missing: then there is no test set.</summary>
public static class IdxFolder
{
    /// <summary>Whether a folder looks like this format.</summary>
    public static bool Recognizes(string folder) => Find(folder, "train-images") is not null || Find(folder, "train-labels") is not null;

    /// <summary>Reads the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">What to call the set.</param>
    /// <param name="classNames">The names of the classes where the set is a known one; labels must then be among them.</param>
    /// <exception cref="FileFormatException">A file is missing, damaged, or does not agree with the others.</exception>
    public static (Dataset Train, Dataset? Test) Read(string folder, string name, IReadOnlyList<string>? classNames = null)
    {
        LabelledImages train = ReadPart(folder, "train", classNames?.Count);
        bool tested = Find(folder, "t10k-images") is not null || Find(folder, "t10k-labels") is not null;
        if (!tested) return (train.ToDataset($"{name}/train", train.Classes, classNames), null);
        LabelledImages test = ReadPart(folder, "t10k", classNames?.Count);
        if (test.Shape != train.Shape)
            throw new FileFormatException($"Reading '{folder}'", $"test images of {train.Shape} as in training", $"{test.Shape}", "Put the four files of one set into the folder.");
        int classes = Math.Max(train.Classes, test.Classes);
        return (train.ToDataset($"{name}/train", classes, classNames), test.ToDataset($"{name}/test", classes, classNames));
    }

    /// <summary>One half of the four files, from memory or disk.</summary>
    internal static LabelledImages ReadPart(DataFile images, DataFile labels, int? classes)
    {
        (float[] values, int count, ImageShape shape) = IdxFile.ReadImages(images);
        int[] read = IdxFile.ReadLabels(labels);
        Values.RequireSameCount(labels.What, count, read.Length);
        return new LabelledImages(values, shape, read, Values.CountClasses(labels.What, read, classes));
    }

    private static LabelledImages ReadPart(string folder, string stem, int? classes)
    {
        using DataFile images = Open(folder, $"{stem}-images", "idx3");
        using DataFile labels = Open(folder, $"{stem}-labels", "idx1");
        return ReadPart(images, labels, classes);
    }

    private static DataFile Open(string folder, string stem, string rank) => DataFile.Open(Find(folder, stem) ?? throw new FileFormatException(
        $"Reading '{folder}'", $"{stem}-{rank}-ubyte or {stem}-{rank}-ubyte.gz", "no such file", "Put the four files of the set into the folder under their usual names."));

    /// <summary>The plain file if there is one, else the gzip file.</summary>
    private static string? Find(string folder, string stem)
    {
        string[] found = [.. Directory.EnumerateFiles(folder, stem + "*")
            .Where(path => Path.GetFileName(path)[stem.Length..] is var rest && (rest.StartsWith("-idx", StringComparison.Ordinal) || rest.StartsWith(".idx", StringComparison.Ordinal)))
            .OrderBy(path => path.EndsWith(".gz", StringComparison.Ordinal)).ThenBy(path => path, StringComparer.Ordinal)];
        return found.FirstOrDefault();
    }
}
