using Occam.Formats.Files;

namespace Occam.Records;

/// <summary>Names that become names of files: they must stay inside the run folder on every operating system.</summary>
internal static class RecordName
{
    private const int Longest = 100;

    /// <summary>Whether a name is made of lower-case letters, digits, '-', '_' and '.', begins with a letter or digit and ends in one.</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    /// <summary>The name, if it is safe.</summary>
    /// <exception cref="FileFormatException">It is not.</exception>
    public static string Safe(string name, string what) => IsSafe(name)
        ? name
        : throw new FileFormatException($"Naming {what}", $"lower-case letters, digits, '-', '_' and '.', at most {Longest}", $"'{name}'", "Choose another name.");
}
