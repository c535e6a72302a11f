using Occam.Data.Datasets;
using Occam.Experiments.Evidence;
using Occam.Numerics.Random;

namespace Occam.Experiments.Tests.Evidence;

public sealed class EvidenceDataTests
{
    [Fact]
    public void Training_images_are_balanced_and_the_rest_is_tested()
    {
        EvidenceData data = EvidenceData.Of(Pair(), 2, 0, 4, new Seed(1));
        Assert.Equal([2, 2], data.Train.ClassHistogram());
        // Of each class 5 training and 2 test images, told apart by their pixels.
        Assert.Equal([5, 5], data.Test.ClassHistogram());
        Assert.Equal(14, data.Train.Images.ToArray().Concat(data.Test.Images.ToArray()).Where((_, i) => i % 4 == 0).Distinct().Count());
        Assert.All(Enumerable.Range(0, data.Train.Count), i => Assert.Equal(data.Train.Labels[i], data.Train.Image(i)[1] == 0 ? 1 : 0));
    }

    [Fact]
    public void Other_labels_leave_the_images()
    {
        EvidenceData data = EvidenceData.Of(Pair(), 0, 1, 10, new Seed(1)), first = data.WithLabels(1, new Seed(7)), second = data.WithLabels(2, new Seed(7));
        Assert.Same(data, data.WithLabels(0, new Seed(7)));
        Assert.Equal(data.Train.Images.ToArray(), first.Train.Images.ToArray());
        Assert.NotEqual(first.Train.Labels.ToArray(), second.Train.Labels.ToArray());
    }

    [Fact]
    public void Pooling_takes_means_over_squares()
    {
        Dataset image = new("one", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], new ImageShape(1, 3, 4), [0], 2);
        EvidenceData pooled = new EvidenceData(image, image).Pooled(2);
        Assert.Equal([3.5f, 5.5f], pooled.Train.Images.ToArray());
        Assert.Equal(new ImageShape(1, 1, 2), pooled.Test.Shape);
    }

    [Fact]
    public void Dark_pixels_are_left_out_and_a_constant_is_put_behind()
    {
        Dataset train = new("train", [0, 1, 0, 2], ImageShape.Vector(2), [0, 1], 2), test = new("test", [5, 6], ImageShape.Vector(2), [1], 2);
        (LogisticFeatures a, LogisticFeatures b) = LogisticFeatures.Of(new EvidenceData(train, test));
        Assert.Equal([1, 1, 2, 1], a.Values);
        Assert.Equal([6, 1], b.Values);
        Assert.Equal([-1, 1], a.Signs);
    }

    /// <summary>Three classes; every image has a number of its own, its class, and two pixels more.</summary>
    private static DatasetPair Pair() => new(Set(0, 5), Set(100, 2), new DatasetInfo("made up", "none", "memory", "this test"));

    private static Dataset Set(int from, int each)
    {
        int count = 3 * each;
        float[] images = [.. Enumerable.Range(0, count).SelectMany(i => (float[])[from + i + 1, i % 3, 0, 1])];
        return new Dataset("made up", images, new ImageShape(1, 2, 2), [.. Enumerable.Range(0, count).Select(i => i % 3)], 3);
    }
}
