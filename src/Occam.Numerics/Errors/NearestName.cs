namespace Occam.Numerics.Errors;

/// <summary>Finds the name that a mistyped one probably meant.</summary>
public static class NearestName
{
    private const int LongestCompared = 64, TellingLetters = 3;

    /// <summary>
    /// The name with the fewest changes of a letter, the first of equals, if at most a third of the letters change; else one that begins with
    /// the same three letters; else that of the fewest changes, if at most half of the letters change; else null.
    /// </summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        string text = typed[..Math.Min(typed.Length, LongestCompared)].ToLowerInvariant();
        string[] known = [.. names];
        if (known.MinBy(name => Changes(text, name)) is not { } nearest) return null;
        int changes = Changes(text, nearest), length = Math.Max(text.Length, nearest.Length);
        if (changes <= length / 3) return nearest;
        string? alike = text.Length < TellingLetters ? null : Array.Find(known, name => name.StartsWith(text[..TellingLetters], StringComparison.Ordinal));
        return alike ?? (changes <= length / 2 ? nearest : null);
    }

    /// <summary>"Did you mean 'x'?", or a request to choose one of them where nothing is near.</summary>
    public static string Hint(string typed, IEnumerable<string> names) =>
        Find(typed, names) is { } name ? $"Did you mean '{name}'?" : "Choose one of these.";

    /// <summary>The fewest insertions, deletions and replacements of one letter, and exchanges of two neighbours (Levenshtein, Damerau).</summary>
    private static int Changes(string from, string to)
    {
        int[,] fewest = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++) fewest[i, j] = i == 0 || j == 0 ? i + j : Best(i, j);
        }

        return fewest[from.Length, to.Length];

        int Best(int i, int j)
        {
            int replaced = fewest[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            int best = Math.Min(replaced, Math.Min(fewest[i - 1, j], fewest[i, j - 1]) + 1);
            bool exchanged = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            return exchanged ? Math.Min(best, fewest[i - 2, j - 2] + 1) : best;
        }
    }
}
