using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Data.Datasets;

namespace Occam.Data.Batches;

/// <summary>Copies chosen examples of a set side by side, in the engine's number type.</summary>
public static class BatchCopy
{
    /// <summary>images[i] = the image of example examples[i], labels[i] = its class.</summary>
    /// <param name="data">The set.</param>
    /// <param name="examples">Which examples, in order.</param>
    /// <param name="images">[examples, image size]; overwritten.</param>
    /// <param name="labels">[examples]; overwritten.</param>
    public static void Fill<T>(Dataset data, ReadOnlySpan<int> examples, Span<T> images, Span<int> labels)
        where T : unmanaged, INumberBase<T>
    {
        int size = data.Shape.Size;
        for (int i = 0; i < examples.Length; i++) Convert(data.Image(examples[i]), images.Slice(i * size, size));
        Labels(data, examples, labels);
    }

    /// <summary>labels[i] = the class of example examples[i].</summary>
    public static void Labels(Dataset data, ReadOnlySpan<int> examples, Span<int> labels)
    {
        for (int i = 0; i < examples.Length; i++) labels[i] = data.Labels[examples[i]];
    }

    /// <summary>The same for the consecutive examples that begin at <paramref name="first"/>; as many as <paramref name="labels"/> has room for.</summary>
    public static void Fill<T>(Dataset data, int first, Span<T> images, Span<int> labels)
        where T : unmanaged, INumberBase<T>
    {
        int size = data.Shape.Size;
        Convert(data.Images.Slice(first * size, labels.Length * size), images);
        data.Labels.Slice(first, labels.Length).CopyTo(labels);
    }

    /// <summary>target = source, in the engine's number type.</summary>
    internal static void Convert<T>(ReadOnlySpan<float> source, Span<T> target)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float))
        {
            source.CopyTo(MemoryMarshal.Cast<T, float>(target));
            return;
        }

        for (int i = 0; i < source.Length; i++) target[i] = T.CreateChecked(source[i]);
    }
}
