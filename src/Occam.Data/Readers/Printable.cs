namespace Occam.Data.Readers;

/// <summary>Text out of a file, made fit for a message or a table: a hostile name must not move the cursor of a terminal or fill it.</summary>
internal static class Printable
{
    private const int Longest = 40;

    /// <summary>The first 40 characters, with question marks for what cannot be shown.</summary>
    public static string Text(string text)
    {
        string shown = new([.. text.Take(Longest).Select(c => IsShown(c) ? c : '?')]);
        return text.Length > Longest ? shown + "…" : shown;
    }

    /// <summary>Whether every character can be shown.</summary>
    public static bool IsShown(string text) => text.All(c => !char.IsControl(c));

    private static bool IsShown(char c) => !char.IsControl(c) && !char.IsSurrogate(c);
}
