namespace Occam.Numerics.Statistics;

/// <summary>
/// How well scores find the marked ones among many: higher scores should be marked. Examples of equal score are taken together, so their order
/// does not matter.
/// </summary>
public static class Ranking
{
    /// <summary>
    /// Average precision Σ_k (R_k − R_{k−1})·P_k over the distinct scores from the highest down: P_k is the fraction marked among those with at
    /// least that score, R_k the fraction of all marked that are among them. 1 for a perfect ranking, about the fraction marked for one that
    /// knows nothing; NaN where nothing is marked.
    /// </summary>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> marked)
    {
        double[] keys = [.. scores];
        bool[] marks = [.. marked];
        Array.Sort(keys, marks);
        int total = marks.Count(m => m);
        double sum = 0;
        for (int end = keys.Length, found = 0; end > 0;)
        {
            int start = end - 1, before = found;
            while (start > 0 && keys[start - 1].Equals(keys[end - 1])) start--;
            for (int i = start; i < end; i++) found += marks[i] ? 1 : 0;
            sum += (double)(found - before) / total * found / (keys.Length - start);
            end = start;
        }

        return sum;
    }

    /// <summary>
    /// Precision, the fraction marked among those above a threshold (NaN if there is none), and recall, the fraction of all marked that are
    /// above it (NaN if none is marked).
    /// </summary>
    public static (double Precision, double Recall) Above(double threshold, ReadOnlySpan<double> scores, ReadOnlySpan<bool> marked)
    {
        (int flagged, int found, int total) = (0, 0, 0);
        for (int i = 0; i < scores.Length; i++)
        {
            total += marked[i] ? 1 : 0;
            if (!(scores[i] > threshold)) continue;
            flagged++;
            found += marked[i] ? 1 : 0;
        }

        return ((double)found / flagged, (double)found / total);
    }
}
