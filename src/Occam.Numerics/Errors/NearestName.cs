namespace Occam.Numerics.Errors;

/// <summary>Finds the name that a mistyped one probably meant.</summary>
public static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>The name with the fewest changes of a letter, the first of equals; null if more than half of the letters would change.</summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        string text = typed[..Math.Min(typed.Length, LongestCompared)].ToLowerInvariant();
        (string? best, int fewest) = (null, int.MaxValue);
        foreach (string name in names)
        {
            int changes = Changes(text, name);
            if (changes < fewest && changes <= Math.Max(text.Length, name.Length) / 2) (best, fewest) = (name, changes);
        }

        return best;
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
