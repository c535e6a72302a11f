namespace Occam.Formats.Files;

/// <summary>A temporary sibling that becomes the named file at <see cref="Commit"/>, and vanishes if disposed of before.</summary>
internal sealed class PendingFile : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private static int created;
    private readonly string path;
    private readonly string target;
    private readonly string temporary;
    private bool committed;

    public PendingFile(string path)
    {
        this.path = path;
        try
        {
            target = Target(path);
            string folder = Path.GetDirectoryName(target) ?? throw new IOException("it is a folder");
            if (Directory.Exists(target)) throw new IOException("it is a folder");
            Directory.CreateDirectory(folder);
            Stream = Open(target, out temporary);
        }
        catch (Exception error) when (IsFileFault(error))
        {
            throw Fault(path, error);
        }
    }

    public FileStream Stream { get; }

    public static bool IsFileFault(Exception error) =>
        error is (IOException and not FileFormatException) or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    public static FileFormatException Fault(string path, Exception error) => new($"Writing '{path}'",
        "a folder with space where files can be created", error.Message.TrimEnd('.'), "Choose another folder, or change its permissions.");

    public void Commit()
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            if (temporary != target) File.Move(temporary, target, overwrite: true);
            committed = true;
        }
        catch (Exception error) when (IsFileFault(error))
        {
            throw Fault(path, error);
        }
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
            if (!committed && temporary != target) File.Delete(temporary);
        }
        catch (Exception error) when (IsFileFault(error))
        {
            // What stopped the writing is already on its way to the caller; a leftover with the ending .tmp does no harm.
        }
    }

    // A rename would replace a link by a file, where the person meant the file that the link leads to.
    private static string Target(string path)
    {
        string full = Path.GetFullPath(path);
        bool isLink = !IsDevice(full) && new FileInfo(full).LinkTarget is not null;
        return isLink ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }

    // A rename onto /dev/null would destroy the device, so devices are written directly: they hold no old content to protect.
    private static bool IsDevice(string full) =>
        full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static FileStream Open(string target, out string temporary)
    {
        temporary = target;
        if (IsDevice(target)) return new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferBytes);
        do temporary = TemporaryName(target);
        while (File.Exists(temporary));
        return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
    }

    // In the same folder, because a rename is atomic only inside one file system.
    private static string TemporaryName(string target)
    {
        string name = Path.GetFileName(target);
        string start = name[..Math.Min(name.Length, 40)];
        int number = Interlocked.Increment(ref created);
        return Path.Combine(Path.GetDirectoryName(target) ?? ".", $".{start}.{Environment.MachineName}-{Environment.ProcessId}-{number}.tmp");
    }
}
