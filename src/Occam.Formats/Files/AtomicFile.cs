using System.Text;

namespace Occam.Formats.Files;

/// <summary>
/// Writes a whole file so that a kill at any moment leaves the old file or the new one, never a mixture: the content goes to a temporary
/// sibling (its name starts with a dot and ends in <c>.tmp</c>), is flushed to the disk, and is renamed over the old file. Missing
/// folders are created; a symbolic link is followed.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Finds out before long work whether a file can be written; leaves none. Folders on the way are made.</summary>
    /// <param name="path">The file to be written later.</param>
    /// <exception cref="FileFormatException">It cannot.</exception>
    public static void Try(string path)
    {
        using PendingFile pending = new(path);
    }

    /// <summary>Writes a file from what <paramref name="write"/> puts into the stream. If it throws, the old file stays.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes the content; the stream can seek.</param>
    /// <exception cref="FileFormatException">The place cannot be written, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, static (stream, action) => action(stream));

    /// <summary>The same with a state for the writer, which may hold spans.</summary>
    /// <typeparam name="TState">What the writer needs.</typeparam>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the content; the stream can seek.</param>
    /// <exception cref="FileFormatException">The place cannot be written, or the disk is full.</exception>
    public static void Write<TState>(string path, TState state, Action<Stream, TState> write)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        using PendingFile file = new(path);
        try
        {
            write(file.Stream, state);
        }
        catch (IOException error) when (error is not FileFormatException)
        {
            throw PendingFile.Fault(path, error);
        }
        file.Commit();
    }

    /// <summary>Writes text as UTF-8 without a byte-order mark, with line ends as they are.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="text">The whole content.</param>
    /// <exception cref="FileFormatException">The place cannot be written, or the disk is full.</exception>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, text, static (stream, content) => stream.Write(Utf8.GetBytes(content)));
    }
}
