using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>Reads CIFAR-10's binary folder: data_batch_1.bin … data_batch_5.bin and test_batch.bin, each a row of records of 3,073 bytes: a label, then
/// 1,024 red, 1,024 green and 1,024 blue values, row by row. Source: the description on the set's page by Krizhevsky.</summary>
public static class CifarFolder
{
    private const int TrainingFiles = 5;
    private static readonly ImageShape Shape = new(3, 32, 32);

    /// <summary>The ten classes in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Whether a folder looks like this format, or like its Python pickles, which are then refused with a hint.</summary>
    public static bool Recognizes(string folder) => HasBinary(folder) || HasPickles(folder);

    /// <summary>Reads the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">What to call the set.</param>
    /// <exception cref="FileFormatException">A file is missing, damaged, or not of this format.</exception>
    public static (Dataset Train, Dataset Test) Read(string folder, string name)
    {
        if (!HasBinary(folder) && HasPickles(folder))
        {
            throw new FileFormatException($"Reading '{folder}'", "CIFAR-10's binary version (data_batch_1.bin …)", "the Python version (pickles, which can run code when read)",
                "Run 'occam data get cifar10', or fetch cifar-10-binary.tar.gz.");
        }

        string[] train = [.. Enumerable.Range(1, TrainingFiles).Select(i => $"data_batch_{i}.bin")];
        return (Read(folder, train, $"{name}/train"), Read(folder, ["test_batch.bin"], $"{name}/test"));
    }

    private static bool HasBinary(string folder) => File.Exists(Path.Combine(folder, "data_batch_1.bin")) || File.Exists(Path.Combine(folder, "test_batch.bin"));

    private static bool HasPickles(string folder) => File.Exists(Path.Combine(folder, "data_batch_1"));

    private static Dataset Read(string folder, string[] names, string setName)
    {
        string[] paths = [.. names.Select(name => Path.Combine(folder, name))];
        int record = Shape.Size + 1;
        long[] counts = [.. paths.Select(path => CountRecords(folder, path, record))];
        int total = checked((int)counts.Sum());
        float[] images = new float[checked(total * Shape.Size)];
        int[] labels = new int[total];
        int done = 0;
        for (int i = 0; i < paths.Length; i++)
        {
            ReadFile(paths[i], (int)counts[i], images.AsSpan(done * Shape.Size), labels.AsSpan(done));
            done += (int)counts[i];
        }

        return new Dataset(setName, images, Shape, labels, ClassNames.Count, ClassNames);
    }

    private static long CountRecords(string folder, string path, int record)
    {
        if (!File.Exists(path))
            throw new FileFormatException($"Reading '{folder}'", Path.GetFileName(path), "no such file", "Put the six .bin files of CIFAR-10 into the folder, or run 'occam data get cifar10'.");
        long length = new FileInfo(path).Length;
        long most = Array.MaxLength / Shape.Size / (TrainingFiles + 1);
        if (length == 0 || length % record != 0 || length / record > most)
        {
            throw new FileFormatException($"Reading '{path}'", $"a whole number of {record}-byte records (30730000 bytes in the published files)", $"{length} bytes",
                "The file is cut short or has bytes added: fetch it again.");
        }

        return length / record;
    }

    private static void ReadFile(string path, int count, Span<float> images, Span<int> labels)
    {
        using DataFile file = DataFile.Open(path);
        byte[] record = new byte[Shape.Size + 1];
        for (int i = 0; i < count; i++)
        {
            file.ReadExactly(record, $"{count} records");
            labels[i] = record[0];
            Values.OfBytes(record.AsSpan(1), images.Slice(i * Shape.Size, Shape.Size));
        }

        Values.CountClasses(file.What, labels[..count], ClassNames.Count);
    }
}
