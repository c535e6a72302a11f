using Occam.Experiments.Judging;

namespace Occam.Experiments.MinimumNorm;

/// <summary>Two predictions of the same test images.</summary>
/// <param name="OnlyFirst">Images that the first alone gets wrong.</param>
/// <param name="OnlySecond">Images that the second alone gets wrong.</param>
/// <param name="Count">All images; 0 where a prediction is missing.</param>
internal sealed record PairedErrors(int OnlyFirst, int OnlySecond, int Count)
{
    public bool IsKnown => Count > 0;

    /// <summary>The first's error minus the second's.</summary>
    public double Difference => (OnlyFirst - OnlySecond) / (double)Count;

    /// <summary>The interval of the difference, with one image more on either side: Agresti and Min 2005, "Simple improved confidence intervals for comparing matched proportions".</summary>
    public (double Low, double High) Interval(double z)
    {
        double n = Count + 2, b = OnlyFirst + 0.5, c = OnlySecond + 0.5, centre = (b - c) / n, half = z * Math.Sqrt(b + c - ((b - c) * (b - c) / n)) / n;
        return (centre - half, centre + half);
    }

    /// <summary>Compares two rows of predictions.</summary>
    /// <param name="record">The run.</param>
    /// <param name="first">A computation.</param>
    /// <param name="firstRow">Which of its predictions.</param>
    /// <param name="second">Another.</param>
    /// <param name="secondRow">Which of its predictions.</param>
    public static PairedErrors Of(RunRecord record, string first, int firstRow, string second, int secondRow)
    {
        ReadOnlySpan<int> labels = record.Laboratory.Data.Test!.Labels;
        int n = labels.Length, onlyFirst = 0, onlySecond = 0;
        double[] a = record.Result(first, MinimumNormNames.Predictions), b = record.Result(second, MinimumNormNames.Predictions);
        for (int i = 0; i < n; i++)
        {
            double one = a[(firstRow * n) + i], two = b[(secondRow * n) + i];
            if (double.IsNaN(one + two)) return new PairedErrors(0, 0, 0);
            if (one != labels[i] && two == labels[i]) onlyFirst++;
            if (one == labels[i] && two != labels[i]) onlySecond++;
        }

        return new PairedErrors(onlyFirst, onlySecond, n);
    }
}
