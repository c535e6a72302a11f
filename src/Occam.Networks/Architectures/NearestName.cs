namespace Occam.Networks.Architectures;

/// <summary>Finds the name that a misspelt one probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name at the smallest edit distance, the first of equals, or null if more than half of the letters would change.</summary>
    public static string? Find(string text, IEnumerable<string> names)
    {
        (string? best, int distance) = (null, int.MaxValue);
        foreach (string name in names)
        {
            int d = EditDistance(text, name);
            if (d < distance && d <= Math.Max(text.Length, name.Length) / 2) (best, distance) = (name, d);
        }

        return best;
    }

    /// <summary>The fewest insertions, deletions and replacements of one letter (Levenshtein).</summary>
    private static int EditDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
