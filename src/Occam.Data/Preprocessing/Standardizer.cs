using Occam.Data.Datasets;
using Occam.Numerics.Errors;

namespace Occam.Data.Preprocessing;

/// <summary>Measures standardization constants on a training set and applies them. Sums run in file order in double, so they are the same everywhere.</summary>
public static class Standardizer
{
    /// <summary>The constants of <paramref name="kind"/> for this training set.</summary>
    /// <exception cref="InputException">The set is empty.</exception>
    public static StandardizationConstants Measure(Dataset train, Standardization kind = Standardization.PerChannel)
    {
        if (kind != Standardization.PerChannel) return new StandardizationConstants(kind, [], []);
        if (train.Count == 0)
            throw new InputException($"Standardization of '{train.Name}'", "at least one example to measure", "none", "Choose standardization=none, or give examples.");
        double values = (double)train.Count * train.Shape.Area;
        double[] means = Sums(train, new double[train.Shape.Channels], squared: false);
        for (int c = 0; c < means.Length; c++) means[c] /= values;
        double[] deviations = Sums(train, means, squared: true);
        for (int c = 0; c < deviations.Length; c++) deviations[c] = Math.Sqrt(deviations[c] / values);
        return new StandardizationConstants(kind, means, deviations);
    }

    /// <summary>A standardized copy; the set itself when the kind is <see cref="Standardization.None"/>.</summary>
    /// <exception cref="InputException">The constants were measured with another number of channels.</exception>
    public static Dataset Apply(Dataset set, StandardizationConstants constants)
    {
        if (constants.Kind == Standardization.None) return set;
        if (constants.Kind == Standardization.PerChannel && constants.Means.Count != set.Shape.Channels)
        {
            throw new InputException($"Standardization of '{set.Name}'", $"constants of {set.Shape.Channels} channels", $"constants of {constants.Means.Count}",
                "Measure them on the training set of the same data.");
        }

        float[] images = set.Images.ToArray();
        int size = set.Shape.Size;
        for (int i = 0; i < set.Count; i++) Apply(images.AsSpan(i * size, size), constants);

        return set.WithImages(images, set.Shape);
    }

    /// <summary>Standardizes one image [c, h, w] in place, as the sets are.</summary>
    internal static void Apply(Span<float> image, StandardizationConstants constants)
    {
        if (constants.Kind == Standardization.PerImage) Whiten(image);
        else if (constants.Kind == Standardization.PerChannel) ApplyChannels(image, image.Length / constants.Means.Count, constants);
    }

    /// <summary>Measures on the training set and applies to both sets.</summary>
    /// <returns>The standardized pair, and the constants to state.</returns>
    public static (DatasetPair Data, StandardizationConstants Constants) Apply(DatasetPair data, Standardization kind = Standardization.PerChannel)
    {
        StandardizationConstants constants = Measure(data.Train, kind);
        return (data.Map(set => Apply(set, constants)), constants);
    }

    /// <summary>Over each channel, the sum of x − centre, or of its square.</summary>
    private static double[] Sums(Dataset set, double[] centres, bool squared)
    {
        double[] sums = new double[centres.Length];
        int area = set.Shape.Area;
        for (int i = 0; i < set.Count; i++)
        {
            ReadOnlySpan<float> image = set.Image(i);
            for (int c = 0; c < sums.Length; c++)
            {
                double sum = sums[c], centre = centres[c];
                foreach (float value in image.Slice(c * area, area))
                {
                    double difference = value - centre;
                    sum += squared ? difference * difference : difference;
                }

                sums[c] = sum;
            }
        }

        return sums;
    }

    private static void ApplyChannels(Span<float> image, int area, StandardizationConstants constants)
    {
        for (int c = 0; c < constants.Means.Count; c++)
        {
            double mean = constants.Means[c];
            double divisor = constants.Deviations[c] > 0 ? constants.Deviations[c] : 1.0;
            foreach (ref float value in image.Slice(c * area, area)) value = (float)((value - mean) / divisor);
        }
    }

    private static void Whiten(Span<float> image)
    {
        double sum = 0, squares = 0;
        foreach (float value in image) sum += value;
        double mean = sum / image.Length;
        foreach (float value in image) squares += (value - mean) * (value - mean);
        double divisor = Math.Max(Math.Sqrt(squares / image.Length), 1.0 / Math.Sqrt(image.Length));
        foreach (ref float value in image) value = (float)((value - mean) / divisor);
    }
}
