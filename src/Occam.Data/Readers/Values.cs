using System.Globalization;
using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>What every format does to pixels and labels alike.</summary>
internal static class Values
{
    /// <summary>More classes than any set of images has; a larger label is damage, and would make every output layer that size.</summary>
    public const int MostClasses = 65_536;

    private static readonly float[] Byte = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    /// <summary>Refuses a set that memory cannot hold, before anything is allocated for it.</summary>
    /// <param name="what">The operation and the file.</param>
    /// <param name="examples">How many examples there are.</param>
    /// <param name="size">Values in one of them.</param>
    /// <param name="available">Bytes that there are; those of the machine, or of its container, where nothing is said.</param>
    public static void RequireRoom(string what, long examples, int size, long? available = null)
    {
        long room = available ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long most = Math.Min(Array.MaxLength, room / sizeof(float)) / size;
        if (examples <= most) return;
        throw new FileFormatException(what, string.Create(CultureInfo.InvariantCulture, $"at most {most} examples of {size} values, which memory can hold"),
            examples.ToString(CultureInfo.InvariantCulture), "Keep a part of the set, or use a machine with more memory.");
    }

    /// <summary>value = byte / 255f.</summary>
    public static void OfBytes(ReadOnlySpan<byte> bytes, Span<float> to)
    {
        for (int i = 0; i < bytes.Length; i++) to[i] = Byte[bytes[i]];
    }

    /// <summary>Refuses NaN and infinite values, naming the first.</summary>
    public static void RequireFinite(string what, ReadOnlySpan<float> images, ImageShape shape)
    {
        for (int i = 0; i < images.Length; i++)
        {
            if (float.IsFinite(images[i])) continue;
            string value = images[i].ToString(CultureInfo.InvariantCulture);
            throw new FileFormatException(what, "finite pixels", $"{value} in example {i / shape.Size} at value {i % shape.Size}", "Remove or replace such examples before writing the file.");
        }
    }

    /// <summary>Refuses labels that do not belong to images.</summary>
    public static void RequireSameCount(string what, int images, int labels)
    {
        if (images != labels)
            throw new FileFormatException(what, $"one label an image, {images}", $"{labels} labels", "Check that both come from the same set and neither is cut short.");
    }

    /// <summary>How many classes there are: the largest label and one; refuses negative labels and absurd ones.</summary>
    /// <param name="what">The operation and the file.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">The number of classes where the set is a known one, else null.</param>
    public static int CountClasses(string what, ReadOnlySpan<int> labels, int? classes = null)
    {
        int bound = classes ?? MostClasses, largest = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)bound)
                throw new FileFormatException(what, $"labels in 0 … {bound - 1}", $"{labels[i]} at example {i}", "Number the classes 0, 1, 2, … without gaps.");
            largest = Math.Max(largest, labels[i]);
        }

        return classes ?? largest + 1;
    }
}
