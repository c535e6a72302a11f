using System.Numerics;

namespace Occam.Networks.Losses;

/// <summary>Counting right answers.</summary>
public static class Accuracy
{
    /// <summary>
    /// How many examples have their largest output, the first of equals, at their label. A row with a NaN counts as wrong. A single output
    /// answers 1 where it is above the threshold, else 0.
    /// </summary>
    /// <param name="outputs">[n, classes].</param>
    /// <param name="labels">[n].</param>
    /// <param name="classes">Outputs of an example.</param>
    /// <param name="threshold">For a single output only: 0 for logistic outputs, ½ for a squared error on labels 0 and 1.</param>
    public static int CountCorrect<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, double threshold = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LossChecks.Lengths(nameof(Accuracy), outputs, labels, classes, labels.Length, 1);
        int correct = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            if (Answer(outputs.Slice(n * classes, classes), T.CreateTruncating(threshold)) == labels[n]) correct++;
        }

        return correct;
    }

    /// <summary>predicted[n] = the class that <see cref="CountCorrect"/> compares with the label; −1 for a row with a NaN.</summary>
    /// <param name="outputs">[n, classes].</param>
    /// <param name="classes">Outputs of an example.</param>
    /// <param name="predicted">[n]; overwritten.</param>
    /// <param name="threshold">For a single output only.</param>
    public static void Predict<T>(ReadOnlySpan<T> outputs, int classes, Span<int> predicted, double threshold = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length != (long)predicted.Length * classes)
            throw new ArgumentException($"Predictions: expected {predicted.Length} × {classes} outputs, got {outputs.Length}. Pass one row for each prediction.");
        for (int n = 0; n < predicted.Length; n++) predicted[n] = Answer(outputs.Slice(n * classes, classes), T.CreateTruncating(threshold));
    }

    /// <summary>The answer of one row; −1 if it has a NaN.</summary>
    private static int Answer<T>(ReadOnlySpan<T> row, T threshold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        for (int k = 0; k < row.Length; k++)
        {
            if (T.IsNaN(row[k])) return -1;
            if (row[k] > row[best]) best = k;
        }

        if (row.Length > 1) return best;
        return row[0] > threshold ? 1 : 0;
    }
}
