namespace Occam.Experiments.Settings;

/// <summary>Suggestions for mistyped names.</summary>
public static class NearestName
{
    /// <summary>"Did you mean 'x'?", or a request to choose one of them where nothing is near.</summary>
    public static string Hint(string typed, IEnumerable<string> names)
    {
        (string name, int distance) = names.Select(n => (n, Distance(typed, n))).OrderBy(p => p.Item2).ThenBy(p => p.n, StringComparer.Ordinal).FirstOrDefault();
        return name is not null && distance <= Math.Max(2, typed.Length / 3) && distance < Math.Min(typed.Length, name.Length) ? $"Did you mean '{name}'?" : "Choose one of these.";
    }

    /// <summary>Levenshtein's distance: the fewest insertions, deletions and replacements.</summary>
    private static int Distance(string a, string b)
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
