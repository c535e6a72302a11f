using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>The pictures of one part of a set, found but not read yet.</summary>
internal sealed class ClassFolderPart
{
    private readonly string[] _files;
    private readonly int[] _labels;

    private ClassFolderPart(string folder, string[] classes, string[] files, int[] labels) =>
        (What, Classes, _files, _labels) = ($"Reading '{folder}'", classes, files, labels);

    /// <summary>The first part of every message: the operation and the folder.</summary>
    public string What { get; }

    /// <summary>The names of the classes in ordinal order.</summary>
    public string[] Classes { get; }

    /// <summary>The folders of the classes in ordinal order of their names, without hidden ones and what archives of macOS leave.</summary>
    public static string[] Folders(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is not ['.', ..] and not "__MACOSX").OrderBy(inner => Path.GetFileName(inner), StringComparer.Ordinal)];

    /// <summary>Finds the pictures of each class. One level of folders is looked at, so a link to a folder above leads nowhere.</summary>
    public static ClassFolderPart Find(string folder)
    {
        string[] folders = Folders(folder);
        string[] classes = [.. folders.Select(inner => Path.GetFileName(inner))];
        string what = $"Reading '{folder}'";
        if (folders.Length == 0) throw new FileFormatException(what, "a folder for each class", "none", "Put the pictures of each class into a folder with its name.");
        if (folders.Length > Values.MostClasses)
            throw new FileFormatException(what, $"at most {Values.MostClasses} classes", $"{folders.Length} folders", "Give one folder a class, and not one a picture.");
        if (Array.Find(classes, name => !Printable.IsShown(name)) is { } odd)
            throw new FileFormatException(what, "names of classes without control characters", $"'{Printable.Text(odd)}'", "Rename the folder.");
        if (Directory.EnumerateFiles(folder).FirstOrDefault(PictureFile.LooksLikeOne) is { } loose)
            throw new FileFormatException(what, "every picture in the folder of its class", $"'{Path.GetFileName(loose)}' beside the folders", "Move it into the folder of its class.");
        List<string> files = [];
        List<int> labels = [];
        for (int k = 0; k < folders.Length; k++)
        {
            files.AddRange(Pictures(folders[k]));
            while (labels.Count < files.Count) labels.Add(k);
        }

        return new ClassFolderPart(folder, classes, [.. files], [.. labels]);
    }

    /// <summary>Reads all pictures.</summary>
    /// <param name="name">What to call the set.</param>
    /// <param name="shape">The shape that they must have, or null for that of the first.</param>
    public Dataset Read(string name, ImageShape? shape)
    {
        ImageShape one = shape ?? PictureFile.Shape(_files[0]);
        string like = shape is null ? $"'{Printable.Text(Path.GetFileName(_files[0]))}' of class '{Printable.Text(Classes[0])}'" : "the training part";
        foreach (string file in _files) PictureFile.RequireShape(file, one, like);
        Values.RequireRoom(What, _files.Length, one.Size);
        float[] images = new float[checked(_files.Length * one.Size)];
        for (int i = 0; i < _files.Length; i++) PictureFile.Read(_files[i], one, images.AsSpan(i * one.Size, one.Size));
        return new Dataset(name, images, one, _labels, Classes.Length, Classes);
    }

    private static string[] Pictures(string folder)
    {
        string what = $"Reading '{folder}'";
        if (Directory.EnumerateDirectories(folder).FirstOrDefault(inner => Path.GetFileName(inner) is not ['.', ..]) is { } inner)
        {
            throw new FileFormatException(what, "pictures in the folder of a class, and no folders", $"the folder '{Path.GetFileName(inner)}'",
                "Move the pictures up, or give the folder whose folders are the classes.");
        }

        string[] files = [.. Directory.EnumerateFiles(folder).Where(file => !PictureFile.IsLeftByASystem(file)).OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal)];
        if (files.Length == 0) throw new FileFormatException(what, "at least one picture in the folder of a class", "none", "Remove the folder, or put the pictures of the class into it.");
        return files;
    }
}
