namespace Occam.Formats.Files;

/// <summary>Opens files for reading without taking a lock, and says in four parts why one cannot be opened.</summary>
internal static class InputFile
{
    private const int BufferBytes = 1 << 16;

    public static FileStream Open(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Fault(path, error);
        }
        if (stream.CanSeek) return stream;
        stream.Dispose();
        throw new FileFormatException($"Reading '{path}'", "a file on disk", "a pipe or a device",
            "Save what it delivers to a file first.");
    }

    private static FileFormatException Fault(string path, Exception error)
    {
        string what = $"Reading '{path}'";
        if (error is FileNotFoundException or DirectoryNotFoundException)
            return new FileFormatException(what, "an existing file", "nothing of that name",
                $"Check the spelling; relative names start at '{Environment.CurrentDirectory}'.");
        if (Directory.Exists(path))
            return new FileFormatException(what, "a file", "a folder", "Name a file inside the folder.");
        return new FileFormatException(what, "a readable file", error.Message, "Check the name and its permissions.");
    }
}
