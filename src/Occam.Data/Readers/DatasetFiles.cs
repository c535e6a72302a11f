using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>Reads a path of any known form, decided by what is there and not by what it is called.</summary>
public static class DatasetFiles
{
    private const string GivenByPath = "given by path";
    private const string Kinds = "a folder with train-images-idx3-ubyte (IDX), data_batch_1.bin (CIFAR-10 binary), train.csv, or a folder of PNG pictures for each class; an .npz with x and y; a table as CSV";

    /// <summary>Reads a folder in IDX or CIFAR-10 binary form, with train.csv, or with a folder of pictures for each class; an .npz with x and y; or a table as
    /// CSV.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="layout">Where four-dimensional arrays have their channels.</param>
    /// <exception cref="FileFormatException">The path is of no known form, or damaged.</exception>
    public static DatasetPair Read(string path, ImageLayout layout = ImageLayout.ChannelsFirst)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return Guarded(path, () => Directory.Exists(path) ? ReadFolder(path, name) : ReadFile(path, name, layout));
    }

    /// <summary>Turns what the file system says into a message.</summary>
    internal static DatasetPair Guarded(string path, Func<DatasetPair> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException || (fault is IOException && fault is not FileFormatException))
        {
            throw new FileFormatException($"Reading '{path}'", "a place that can be read", fault.Message.TrimEnd('.'), "Check the path and its permissions.");
        }
    }

    private static DatasetPair ReadFolder(string folder, string name)
    {
        if (IdxFolder.Recognizes(folder))
        {
            (Dataset train, Dataset? test) = IdxFolder.Read(folder, name);
            return new DatasetPair(train, test, new DatasetInfo(name, "IDX", folder, GivenByPath));
        }

        if (CifarFolder.Recognizes(folder))
        {
            (Dataset train, Dataset test) = CifarFolder.Read(folder, name);
            return new DatasetPair(train, test, new DatasetInfo(name, "CIFAR-10 binary", folder, GivenByPath));
        }

        if (CsvDataset.RecognizesFolder(folder)) return Noted(CsvDataset.ReadFolder(folder, name), name, "CSV", folder);
        if (ClassFolders.Recognizes(folder)) return Noted(ClassFolders.Read(folder, name), name, "class folders", folder);

        string[] there = [.. Directory.EnumerateFileSystemEntries(folder).Take(4).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];
        throw new FileFormatException($"Reading '{folder}'", Kinds,
            there.Length == 0 ? "an empty folder" : $"a folder with {string.Join(", ", there)}{(there.Length == 4 ? ", …" : "")}", "Give the folder that holds the data files themselves.");
    }

    private static DatasetPair ReadFile(string path, string name, ImageLayout layout)
    {
        byte[] start = DataFile.Start(path);
        if (start.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            (Dataset train, Dataset? test) = NpzDataset.Read(path, name, layout);
            return new DatasetPair(train, test, new DatasetInfo(name, "npz", path, GivenByPath));
        }

        if (CsvDataset.Recognizes(path)) return Noted(CsvDataset.Read(path, name), name, "CSV", path);

        string remedy = start.AsSpan().StartsWith("\0\0"u8) ? "An IDX file has images or labels, not both: give the folder that holds the four files." : "Write the arrays with numpy.savez(path, x=images, y=labels).";
        throw new FileFormatException($"Reading '{path}'", Kinds, FileKind.Describe(start), remedy);
    }

    private static DatasetPair Noted((Dataset Train, Dataset? Test, string Notes) read, string name, string format, string path) =>
        new(read.Train, read.Test, new DatasetInfo(name, format, path, $"{GivenByPath}; {read.Notes}"));
}
