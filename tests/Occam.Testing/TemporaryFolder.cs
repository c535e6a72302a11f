namespace Occam.Testing;

/// <summary>A folder of a test's own, gone when the test is over.</summary>
public sealed class TemporaryFolder : IDisposable
{
    // Hundreds of files are flushed to the disk; where the system has a disk in memory, that costs nothing.
    private const string MemoryDisk = "/dev/shm";

    /// <summary>Where it is.</summary>
    public string Path { get; } = Create();

    /// <summary>Every file and folder in it, relative to it, in ordinal order.</summary>
    public string[] Content => [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Select(p => System.IO.Path.GetRelativePath(Path, p)).Order(StringComparer.Ordinal)];

    /// <summary>The path that a name has in the folder.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder in the folder.</summary>
    public string Folder(string name) => Directory.CreateDirectory(In(name)).FullName;

    /// <summary>Writes a file, and the folders that its name has, and returns its path.</summary>
    public string Write(string name, byte[] bytes)
    {
        string path = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Create()
    {
        string folder = Directory.CreateTempSubdirectory("occam-test-").FullName;
        if (!Directory.Exists(MemoryDisk)) return folder;
        Directory.Delete(folder);
        return Directory.CreateDirectory(System.IO.Path.Combine(MemoryDisk, System.IO.Path.GetFileName(folder))).FullName;
    }
}
