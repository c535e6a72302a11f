using Occam.Data.Datasets;
using Occam.Data.Embedded;
using Occam.Data.Readers;
using Occam.Formats.Files;
using Occam.Numerics.Errors;

namespace Occam.Data.Catalog;

/// <summary>Turns what a person writes after <c>--data</c> into a pair of sets: a path if there is one, else the embedded set, else a known name in the
/// data folder.</summary>
/// <param name="folder">The data folder; below it are mnist/, fashion-mnist/ and cifar-10-batches-bin/.</param>
public sealed class DatasetCatalog(string folder)
{
    private const string FolderVariable = "OCCAM_DATA";

    /// <summary>The data folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The catalog of <c>$OCCAM_DATA</c>, or of <c>~/.cache/occam</c> where that is not set.</summary>
    public static DatasetCatalog FromEnvironment()
    {
        string? named = Environment.GetEnvironmentVariable(FolderVariable);
        return new DatasetCatalog(string.IsNullOrWhiteSpace(named)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "occam")
            : named);
    }

    /// <summary>Where a known set would lie, or null for the embedded one.</summary>
    public string? FolderOf(DatasetEntry entry) => entry.Folder is null ? null : Path.Combine(Folder, entry.Folder);

    /// <summary>Whether a known set can be loaded without fetching it.</summary>
    public bool IsPresent(DatasetEntry entry) => FolderOf(entry) is not { } place || Directory.Exists(place);

    /// <summary>Loads a set as it was published: bytes divided by 255, floats as they are, nothing standardized.</summary>
    /// <param name="data">A path, or one of <see cref="KnownDatasets"/>.</param>
    /// <param name="layout">Where four-dimensional arrays of an .npz have their channels.</param>
    /// <exception cref="InputException">No such path and no such name, or a known set that was not fetched yet.</exception>
    /// <exception cref="FileFormatException">The files are damaged or of no known form.</exception>
    public DatasetPair Load(string data, ImageLayout layout = ImageLayout.ChannelsFirst)
    {
        if (Directory.Exists(data) || File.Exists(data)) return DatasetFiles.Read(data, layout);
        if (KnownDatasets.Find(data) is not { } entry) throw Unknown(data);
        if (FolderOf(entry) is not { } place) return MnistMini.Read();
        if (!Directory.Exists(place))
        {
            throw new InputException($"data '{data}'", $"its files in '{place}'", "no such folder",
                $"Run 'occam data get {entry.Name}', or set {FolderVariable} to the folder that holds {entry.Folder}/.");
        }

        return DatasetFiles.Guarded(place, () => LoadKnown(entry, place));
    }

    private static DatasetPair LoadKnown(DatasetEntry entry, string place)
    {
        bool cifar = entry.Shape.Channels == 3;
        (Dataset train, Dataset? test) = cifar ? CifarFolder.Read(place, entry.Name) : IdxFolder.Read(place, entry.Name, entry.ClassNames);
        if (train.Shape != entry.Shape || train.Count != entry.TrainCount || test?.Count != entry.TestCount)
        {
            throw new FileFormatException($"Reading '{place}'", $"{entry.Name}: {entry.TrainCount} and {entry.TestCount} examples of {entry.Shape}",
                $"{train.Count} and {test?.Count ?? 0} of {train.Shape}", "Move the folder away and fetch the set again, or name the folder by its path to use it as it is.");
        }

        return new DatasetPair(train, test, new DatasetInfo(entry.Name, cifar ? "CIFAR-10 binary" : "IDX", place, entry.Origin));
    }

    private InputException Unknown(string data)
    {
        string names = string.Join(", ", KnownDatasets.All.Select(entry => entry.Name));
        string nearest = NearestName.Find(data, KnownDatasets.All.Select(entry => entry.Name)) is { } name ? $"Did you mean '{name}'? " : "";
        return new InputException($"data '{data}'", $"a path, or one of {names}",
            $"no file or folder '{Tried(data)}' and no such name", $"{nearest}Names are looked up in '{Folder}'.");
    }

    /// <summary>The path that was looked for; a text that no path can have is shown as it is.</summary>
    private static string Tried(string data) => data.Length == 0 || data.Contains('\0') ? data.Replace('\0', '?') : Path.GetFullPath(data);
}
