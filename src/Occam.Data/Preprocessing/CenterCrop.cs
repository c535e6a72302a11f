using Occam.Data.Datasets;
using Occam.Numerics.Errors;

namespace Occam.Data.Preprocessing;

/// <summary>Cuts the middle out of every image. Zhang et al. 2017 use 28×28 of CIFAR-10's 32×32.</summary>
public static class CenterCrop
{
    /// <summary>The middle <paramref name="height"/> × <paramref name="width"/> of every image; the first kept row is ⌊(H − height)/2⌋, and so for columns.</summary>
    /// <exception cref="InputException">The set holds vectors, or the crop is larger than the image or empty.</exception>
    public static Dataset Apply(Dataset set, int height, int width)
    {
        Check("Center crop", set, height, width);
        ImageShape from = set.Shape;
        ImageShape to = new(from.Channels, height, width);
        float[] images = new float[checked(set.Count * to.Size)];
        int top = (from.Height - height) / 2, left = (from.Width - width) / 2;
        for (int i = 0; i < set.Count; i++)
            Cut(set.Image(i), from, images.AsSpan(i * to.Size, to.Size), to, top, left);
        return set.WithImages(images, to);
    }

    /// <summary>Refuses vectors, and crops that do not fit.</summary>
    internal static void Check(string what, Dataset set, int height, int width)
    {
        ImageShape from = set.Shape;
        if (from.IsVector)
            throw new InputException($"{what} of '{set.Name}'", "images", $"vectors of {from} values", "Give x as [n, h, w] or [n, c, h, w].");
        if (height < 1 || width < 1 || height > from.Height || width > from.Width)
            throw new InputException($"{what} of '{set.Name}'", $"a size in 1×1 … {from.Height}×{from.Width}", $"{height}×{width}", "Choose a smaller crop.");
    }

    /// <summary>cut = the part of the image that begins at row <paramref name="top"/> and column <paramref name="left"/>.</summary>
    internal static void Cut(ReadOnlySpan<float> image, ImageShape from, Span<float> cut, ImageShape to, int top, int left)
    {
        for (int c = 0; c < to.Channels; c++)
        {
            for (int row = 0; row < to.Height; row++)
            {
                image.Slice((c * from.Area) + ((top + row) * from.Width) + left, to.Width)
                    .CopyTo(cut.Slice((c * to.Area) + (row * to.Width), to.Width));
            }
        }
    }
}
