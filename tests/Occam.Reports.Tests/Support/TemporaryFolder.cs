namespace Occam.Reports.Tests.Support;

/// <summary>A folder that vanishes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    // Hundreds of files are flushed to the disk; where the system has a disk in memory, that costs nothing.
    private const string MemoryDisk = "/dev/shm";

    public string Path { get; } = Create();

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Create()
    {
        string folder = Directory.CreateTempSubdirectory("occam-reports-").FullName;
        if (!Directory.Exists(MemoryDisk)) return folder;
        Directory.Delete(folder);
        return Directory.CreateDirectory(System.IO.Path.Combine(MemoryDisk, System.IO.Path.GetFileName(folder))).FullName;
    }
}
