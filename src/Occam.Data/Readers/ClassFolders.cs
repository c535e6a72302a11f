using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>Reads folders of pictures, one folder a class, as torchvision's ImageFolder does: classes are numbered in ordinal order of the folders' names,
/// pictures follow in ordinal order of theirs. A folder with train/ and test/ (or val/) in this form has a test part.</summary>
public static class ClassFolders
{
    private const string Train = "train";
    private static readonly string[] TestNames = ["test", "val"];

    /// <summary>Whether a folder has folders with pictures, or train/ has.</summary>
    public static bool Recognizes(string folder) => IsSplit(folder) || HasClasses(folder);

    /// <summary>Reads the folder.</summary>
    /// <param name="folder">The folder. Pictures are PNG of up to 8 bits a channel, all of one size, all grey or all in colour; bytes are divided by 255.</param>
    /// <param name="name">What to call the set.</param>
    /// <returns>Examples [n, c, h, w], the test part or null, and which folder is the test part.</returns>
    /// <exception cref="FileFormatException">A class is empty, a file is no such picture, shapes or classes differ, or the set has no room in memory.</exception>
    public static (Dataset Train, Dataset? Test, string Notes) Read(string folder, string name)
    {
        if (!IsSplit(folder)) return (ClassFolderPart.Find(folder).Read($"{name}/train", null), null, "classes: the names of the folders");
        ClassFolderPart train = ClassFolderPart.Find(Path.Combine(folder, Train));
        string? testName = Array.Find(TestNames, test => Directory.Exists(Path.Combine(folder, test)));
        if (testName is null) return (train.Read($"{name}/train", null), null, "classes: the names of the folders in train");
        ClassFolderPart test = ClassFolderPart.Find(Path.Combine(folder, testName));
        RequireSameClasses(train, test);
        Dataset training = train.Read($"{name}/train", null);
        return (training, test.Read($"{name}/test", training.Shape), $"classes: the names of the folders in train; test part: {testName}");
    }

    private static bool IsSplit(string folder) => HasClasses(Path.Combine(folder, Train));

    private static bool HasClasses(string folder) =>
        Directory.Exists(folder) && ClassFolderPart.Folders(folder).Any(inner => Directory.EnumerateFiles(inner).Any(PictureFile.LooksLikeOne));

    private static void RequireSameClasses(ClassFolderPart train, ClassFolderPart test)
    {
        string[] missing = [.. train.Classes.Except(test.Classes).Take(3)], foreign = [.. test.Classes.Except(train.Classes).Take(3)];
        if (missing.Length == 0 && foreign.Length == 0) return;
        string[] parts = [.. new[] { Listed("no folder", missing), Listed("a folder", foreign) }.Where(text => text.Length > 0)];
        throw new FileFormatException(test.What, "the same classes as in train", string.Join(" and ", parts), "Give both parts a folder for each class, with the same names.");
    }

    private static string Listed(string how, string[] names) => names.Length == 0 ? "" : $"{how} {string.Join(", ", names.Select(n => $"'{Printable.Text(n)}'"))}";
}
