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

    /// <summary>The fewest insertions, deletions and replacements of one letter (Levenshtein).</summary>
    private static int Changes(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
