namespace Occam.Formats.Files;

/// <summary>Text out of a file, made fit for a message: a hostile name must not move the cursor or fill the screen.</summary>
internal static class Shown
{
    private const int Longest = 80;

    public static string Text(string text)
    {
        string shown = Clean(text[..Math.Min(text.Length, Longest)]);
        return text.Length > Longest ? $"'{shown}...'" : $"'{shown}'";
    }

    public static string Clean(string text) => string.Create(text.Length, text, static (shown, from) =>
    {
        for (int i = 0; i < shown.Length; i++) shown[i] = char.IsControl(from[i]) ? '?' : from[i];
    });

    public static string Shape(ReadOnlySpan<long> shape) =>
        shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape.ToArray())})";
}
