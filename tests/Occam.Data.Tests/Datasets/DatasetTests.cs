using Occam.Data.Datasets;
using Occam.Data.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Tests.Datasets;

public sealed class DatasetTests
{
    private static readonly ImageShape Shape = new(2, 3, 4);

    [Fact]
    public void Shapes_say_what_they_are()
    {
        Assert.Equal((12, 24, "2×3×4", false), (Shape.Area, Shape.Size, Shape.ToString(), Shape.IsVector));
        Assert.Equal((1, 784, "784", true), (ImageShape.Vector(784).Area, ImageShape.Vector(784).Size, ImageShape.Vector(784).ToString(), ImageShape.Vector(784).IsVector));
    }

    [Fact]
    public void Lengths_and_labels_must_agree()
    {
        ArgumentException lengths = Assert.Throws<ArgumentException>(() => new Dataset("d", new float[23], Shape, [0], 2));
        Assert.StartsWith("Dataset 'd': expected 1 × 2×3×4 values, got 23. Give one label an example.", lengths.Message, StringComparison.Ordinal);
        ArgumentException labels = Assert.Throws<ArgumentException>(() => new Dataset("d", new float[48], Shape, [0, 2], 2));
        Assert.StartsWith("Dataset 'd': expected labels in 0 … 1, got 2 at example 1.", labels.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Dataset("d", new float[24], Shape, [-1], 2));
        Assert.Throws<ArgumentException>(() => new Dataset("d", new float[24], Shape, [0], 2, ["only one"]));
    }

    [Fact]
    public void A_pair_must_be_alike()
    {
        DatasetInfo info = new("n", "f", "l", "o");
        Assert.Throws<ArgumentException>(() => new DatasetPair(Sets.Numbered(3, Shape), Sets.Numbered(3, ImageShape.Vector(24)), info));
        Assert.Throws<ArgumentException>(() => new DatasetPair(Sets.Numbered(3, Shape), Sets.Numbered(3, Shape, classes: 4), info));
    }

    [Fact]
    public void Select_copies_images_with_their_labels()
    {
        Dataset part = Subset.Select(Sets.Numbered(20, Shape), [17, 3, 3]);
        Assert.Equal([7, 3, 3], part.Labels.ToArray());
        Assert.Equal([17f, 3f, 3f], [part.Image(0)[0], part.Image(1)[0], part.Image(2)[0]]);
        Assert.Equal(10, part.ClassCount);
    }

    [Fact]
    public void First_takes_the_first()
    {
        Assert.Equal([0, 1, 2], Subset.First(Sets.Numbered(20, Shape), 3).Labels.ToArray());
        Assert.Throws<InputException>(() => Subset.First(Sets.Numbered(20, Shape), 21));
        Assert.Throws<InputException>(() => Subset.First(Sets.Numbered(20, Shape), 0));
    }

    [Fact]
    public void Indices_outside_are_refused()
    {
        InputException refusal = Assert.Throws<InputException>(() => Subset.Select(Sets.Numbered(3, Shape), [0, 3]));
        Assert.Equal("Subset of 'numbered': expected indices in 0 … 2, got 3 at place 1. Choose examples that the set has.", refusal.Message);
    }

    [Fact]
    public void A_balanced_part_has_as_many_of_each_class_and_keeps_the_order()
    {
        Dataset whole = Sets.Numbered(200, ImageShape.Vector(1));
        Dataset part = Subset.Balanced(whole, 7, new Seed(1)), again = Subset.Balanced(whole, 7, new Seed(1)), other = Subset.Balanced(whole, 7, new Seed(2));
        Assert.All(part.ClassHistogram(), count => Assert.Equal(7, count));
        Assert.Equal(part.Images.ToArray().Order(), part.Images.ToArray());
        Assert.Equal(70, part.Images.ToArray().Distinct().Count());
        Assert.Equal(part.Images.ToArray(), again.Images.ToArray());
        Assert.NotEqual(part.Images.ToArray(), other.Images.ToArray());
        Assert.Subset(Subset.Balanced(whole, 8, new Seed(1)).Images.ToArray().ToHashSet(), part.Images.ToArray().ToHashSet());
    }

    [Fact]
    public void Every_class_that_is_too_small_is_named()
    {
        Dataset set = new("d", new float[3], ImageShape.Vector(1), [0, 0, 1], 3, ["cat", "dog", "frog"]);
        InputException refusal = Assert.Throws<InputException>(() => Subset.Balanced(set, 2, new Seed(1)));
        Assert.Equal(["2 examples of class 'dog'", "2 examples of class 'frog'"], refusal.Faults.Select(fault => fault.Expected));
        Assert.Equal(["1", "0"], refusal.Faults.Select(fault => fault.Got));
    }
}
