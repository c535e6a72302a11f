namespace Occam.Formats.Files;

/// <summary>
/// A file cannot be read as what it claims to be, or a place cannot be written. The message has four parts. Control characters in names
/// and findings are shown as question marks, because a hostile file must not move the cursor of the terminal.
/// </summary>
/// <param name="file">The file or folder, as the person named it, with the operation: "Reading 'train-images'".</param>
/// <param name="expected">What would have been accepted.</param>
/// <param name="got">What was found instead.</param>
/// <param name="remedy">What the reader can do about it.</param>
public sealed class FileFormatException(string file, string expected, string got, string remedy)
    : IOException($"{Shown.Clean(file)}: expected {expected}, got {Shown.Clean(got)}. {remedy}")
{
    /// <summary>The operation and the file.</summary>
    public string What { get; } = Shown.Clean(file);

    /// <summary>What would have been accepted.</summary>
    public string Expected { get; } = expected;

    /// <summary>What was found instead.</summary>
    public string Got { get; } = Shown.Clean(got);

    /// <summary>What the reader can do about it.</summary>
    public string Remedy { get; } = remedy;
}
