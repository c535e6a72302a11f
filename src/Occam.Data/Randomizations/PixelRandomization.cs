using Occam.Data.Datasets;
using Occam.Numerics.Random;

namespace Occam.Data.Randomizations;

/// <summary>Replaces or moves the pixels of both sets by named draws. A pixel moves with all of its channels; of a vector, the features move.
/// Apply it before standardizing, so that the Gaussian matches the values that were read.</summary>
public static class PixelRandomization
{
    /// <summary>The randomized pair; the pair itself for <see cref="PixelNoise.None"/>. Draws: <c>seed.Derive("pixels")</c>, below it "shared" for the one
    /// permutation, or "train" or "test" and the number of the image.</summary>
    public static DatasetPair Apply(DatasetPair data, PixelNoise kind, Seed seed)
    {
        Seed place = seed.Derive("pixels");
        return kind switch
        {
            PixelNoise.Shuffled => Shuffle(data, place.Derive("shared")),
            PixelNoise.Random => Each(data, place, PermuteOwn),
            PixelNoise.Gaussian => Gaussian(data, place),
            _ => data,
        };
    }

    /// <summary>Mean and population standard deviation of all values of a set, in double and in file order.</summary>
    internal static (double Mean, double Deviation) Moments(Dataset set)
    {
        double sum = 0, squares = 0;
        foreach (float value in set.Images) sum += value;
        double mean = sum / set.Images.Length;
        foreach (float value in set.Images) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / set.Images.Length));
    }

    private static DatasetPair Shuffle(DatasetPair data, Seed place)
    {
        int[] order = new int[Places(data.Shape)];
        place.Permutation(order);
        return data.Map(set => Change(set, (_, image) => Permute(image, set.Shape, order)));
    }

    private static void PermuteOwn(Seed place, int index, Span<float> image, ImageShape shape)
    {
        int[] order = new int[Places(shape)];
        place.Derive(index).Permutation(order);
        Permute(image, shape, order);
    }

    private static DatasetPair Gaussian(DatasetPair data, Seed place)
    {
        (double mean, double deviation) = Moments(data.Train);
        return Each(data, place, (half, index, image, _) => half.Derive(index).Normals(image, (float)mean, (float)deviation));
    }

    private static DatasetPair Each(DatasetPair data, Seed place, ChangeImage change)
    {
        Dataset Half(Dataset set, Seed half) => Change(set, (index, image) => change(half, index, image, set.Shape));
        return new DatasetPair(Half(data.Train, place.Derive("train")), data.Test is null ? null : Half(data.Test, place.Derive("test")), data.Info);
    }

    private static Dataset Change(Dataset set, ChangeValues change)
    {
        float[] images = set.Images.ToArray();
        int size = set.Shape.Size;
        for (int i = 0; i < set.Count; i++) change(i, images.AsSpan(i * size, size));
        return set.WithImages(images, set.Shape);
    }

    private static int Places(ImageShape shape) => shape.IsVector ? shape.Channels : shape.Area;

    private static void Permute(Span<float> image, ImageShape shape, int[] order)
    {
        Span<float> before = image.ToArray();
        for (int start = 0; start < image.Length; start += order.Length)
            for (int j = 0; j < order.Length; j++) image[start + j] = before[start + order[j]];
    }

    private delegate void ChangeImage(Seed half, int index, Span<float> image, ImageShape shape);

    private delegate void ChangeValues(int index, Span<float> image);
}
