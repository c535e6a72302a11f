namespace Occam.Networks.Architectures;

/// <summary>Finds the name that a misspelt one probably meant.</summary>
internal static class NearestName
{
    private const int TellingLetters = 3;

    /// <summary>
    /// The name at the smallest edit distance, the first of equals, if at most half of the letters change; else one that begins with the same
    /// three letters; else null.
    /// </summary>
    public static string? Find(string text, IReadOnlyList<string> names)
    {
        string nearest = names.MinBy(name => EditDistance(text, name))!;
        if (EditDistance(text, nearest) <= Math.Max(text.Length, nearest.Length) / 2) return nearest;
        return text.Length < TellingLetters ? null : names.FirstOrDefault(name => name.StartsWith(text[..TellingLetters], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The fewest insertions, deletions and replacements of a letter and exchanges of two neighbours.</summary>
    private static int EditDistance(string a, string b)
    {
        int[,] distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++) distance[i, j] = i == 0 || j == 0 ? i + j : Best(i, j);
        }

        return distance[a.Length, b.Length];

        int Best(int i, int j)
        {
            int replaced = distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            int best = Math.Min(replaced, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
            bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return exchanged ? Math.Min(best, distance[i - 2, j - 2] + 1) : best;
        }
    }
}
