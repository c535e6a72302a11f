using Occam.Data.Datasets;

namespace Occam.Experiments.Evidence;

/// <summary>
/// Images as rows of a matrix in double, with a constant 1 behind the pixels for the bias. Pixels that are 0 in every training image are left
/// out: their weights are 0, their eigenvalues λ, so they change neither the minimum nor the Occam factor.
/// </summary>
/// <param name="Values">[Count, Width], by rows.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Width">Pixels and the constant.</param>
/// <param name="Signs">1 for class 1, −1 for class 0.</param>
internal sealed record LogisticFeatures(double[] Values, int Count, int Width, double[] Signs)
{
    /// <summary>The features of both sets, with the pixels of the training set.</summary>
    public static (LogisticFeatures Train, LogisticFeatures Test) Of(EvidenceData data)
    {
        int size = data.Train.Shape.Size;
        bool[] used = new bool[size];
        for (int i = 0; i < data.Train.Images.Length; i++) used[i % size] |= data.Train.Images[i] != 0;
        int[] pixels = [.. Enumerable.Range(0, size).Where(p => used[p])];
        return (Of(data.Train, pixels), Of(data.Test, pixels));
    }

    private static LogisticFeatures Of(Dataset set, int[] pixels)
    {
        int width = pixels.Length + 1;
        double[] values = new double[set.Count * width];
        for (int i = 0; i < set.Count; i++)
        {
            ReadOnlySpan<float> image = set.Image(i);
            for (int p = 0; p < pixels.Length; p++) values[(i * width) + p] = image[pixels[p]];
            values[(i * width) + width - 1] = 1;
        }

        return new LogisticFeatures(values, set.Count, width, [.. set.Labels.ToArray().Select(l => l == 1 ? 1.0 : -1.0)]);
    }
}
