namespace Occam.Formats.Tests;

/// <summary>A folder that vanishes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    // Hundreds of files are flushed to the disk; where the system has a disk in memory, that costs nothing.
    private const string MemoryDisk = "/dev/shm";

    public string Folder { get; } = Create();

    public string File(string name) => Path.Combine(Folder, name);

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    private static string Create()
    {
        string folder = Directory.CreateTempSubdirectory("occam-formats-").FullName;
        if (!Directory.Exists(MemoryDisk)) return folder;
        Directory.Delete(folder);
        return Directory.CreateDirectory(Path.Combine(MemoryDisk, Path.GetFileName(folder))).FullName;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
