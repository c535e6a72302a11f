using System.Text;

namespace Occam.Formats.Files;

/// <summary>Text out of a file, made fit for a message: a hostile name must not move the cursor or fill the screen.</summary>
internal static class Shown
{
    private const int Longest = 80;

    public static string Text(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Longest)))
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return text.Length > Longest ? $"'{shown}...'" : $"'{shown}'";
    }

    public static string Shape(ReadOnlySpan<long> shape) =>
        shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape.ToArray())})";
}
