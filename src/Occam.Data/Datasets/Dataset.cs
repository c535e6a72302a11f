using System.Globalization;

namespace Occam.Data.Datasets;

/// <summary>Labelled examples in memory: images [n, channels, height, width] (or vectors [n, d]) as float, and one class for each.
/// Immutable to its readers: a change of images or labels is another set.</summary>
public sealed class Dataset
{
    private readonly float[] _images;
    private readonly int[] _labels;

    /// <summary>Wraps the two arrays without copying; the caller gives them away.</summary>
    /// <param name="name">What the set is called in reports, for example "mnist/train".</param>
    /// <param name="images">Values [n, c, h, w], examples first, rows of pixels last.</param>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="labels">The class of each example, in 0 … <paramref name="classCount"/> − 1.</param>
    /// <param name="classCount">How many classes there are; at least 1.</param>
    /// <param name="classNames">One name a class, or null for "0", "1", ….</param>
    /// <exception cref="ArgumentException">Lengths that do not agree, or a label outside of the classes.</exception>
    public Dataset(string name, float[] images, ImageShape shape, int[] labels, int classCount, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (images.LongLength != (long)labels.Length * shape.Size)
            throw new ArgumentException($"Dataset '{name}': expected {labels.Length} × {shape} values, got {images.LongLength}. Give one label an example.", nameof(images));
        if (classNames is not null && classNames.Count != classCount)
            throw new ArgumentException($"Dataset '{name}': expected {classCount} class names, got {classNames.Count}. Give one name a class.", nameof(classNames));
        int wrong = Array.FindIndex(labels, label => (uint)label >= (uint)classCount);
        if (wrong >= 0)
            throw new ArgumentException($"Dataset '{name}': expected labels in 0 … {classCount - 1}, got {labels[wrong]} at example {wrong}. Count the classes again.", nameof(labels));
        Name = name;
        Shape = shape;
        ClassCount = classCount;
        ClassNames = classNames ?? NumberedNames(classCount);
        _images = images;
        _labels = labels;
    }

    /// <summary>What the set is called in reports.</summary>
    public string Name { get; }

    /// <summary>The shape of one example.</summary>
    public ImageShape Shape { get; }

    /// <summary>How many classes there are. A class may have no example here.</summary>
    public int ClassCount { get; }

    /// <summary>One name a class.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many examples there are.</summary>
    public int Count => _labels.Length;

    /// <summary>All values [n, c, h, w].</summary>
    public ReadOnlySpan<float> Images => _images;

    /// <summary>The class of each example.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The values [c, h, w] of one example.</summary>
    /// <param name="index">The example, in 0 … Count − 1.</param>
    public ReadOnlySpan<float> Image(int index) => _images.AsSpan(checked(index * Shape.Size), Shape.Size);

    /// <summary>How many examples each class has.</summary>
    public int[] ClassHistogram()
    {
        int[] histogram = new int[ClassCount];
        foreach (int label in _labels) histogram[label]++;
        return histogram;
    }

    /// <summary>Whether both hold the very same images, so that one differs from the other in labels or name at most.</summary>
    public bool SharesImagesWith(Dataset other) => ReferenceEquals(_images, other._images);

    /// <summary>The same examples under another name.</summary>
    public Dataset WithName(string name) => new(name, _images, Shape, _labels, ClassCount, ClassNames);

    /// <summary>The same images with other labels; the array is not copied.</summary>
    public Dataset WithLabels(int[] labels) => new(Name, _images, Shape, labels, ClassCount, ClassNames);

    /// <summary>The same labels with other images; the array is not copied.</summary>
    public Dataset WithImages(float[] images, ImageShape shape) => new(Name, images, shape, _labels, ClassCount, ClassNames);

    private static string[] NumberedNames(int count) =>
        [.. Enumerable.Range(0, count).Select(k => k.ToString(CultureInfo.InvariantCulture))];
}
