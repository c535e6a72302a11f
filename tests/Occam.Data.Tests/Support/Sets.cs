using Occam.Data.Datasets;

namespace Occam.Data.Tests.Support;

/// <summary>Small sets whose every value tells where it comes from.</summary>
internal static class Sets
{
    /// <summary>Value = example + position / 1000; labels go round the classes.</summary>
    public static Dataset Numbered(int count, ImageShape shape, int classes = 10)
    {
        float[] images = new float[count * shape.Size];
        for (int i = 0; i < images.Length; i++) images[i] = (i / shape.Size) + (i % shape.Size / 1000f);
        return new Dataset("numbered", images, shape, [.. Enumerable.Range(0, count).Select(i => i % classes)], classes);
    }

    public static DatasetPair Pair(int train, int test, ImageShape shape) =>
        new(Numbered(train, shape), Numbered(test, shape), new DatasetInfo("numbered", "test", "memory", "made for a test"));
}
