using System.Numerics;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Augmentations;

/// <summary>
/// Draws altered versions of a set's images: crop, turn, mirror, colour, then standardization. What becomes of an image depends on the seed that is
/// given and on the number of the example, never on its place in the batch. Keeps one buffer; not for use by two threads at once.
/// </summary>
public sealed class Augmenter
{
    private const ulong TopDraw = 0, LeftDraw = 1, MirrorDraw = 2;
    private readonly Dataset _originals;
    private readonly AugmentationKind _kind;
    private readonly StandardizationConstants _constants;
    private readonly float[] _image;

    /// <summary>Prepares altered versions of images.</summary>
    /// <param name="originals">The images before cropping and standardizing.</param>
    /// <param name="height">Rows of the crop.</param>
    /// <param name="width">Columns of the crop.</param>
    /// <param name="kind">How they are altered.</param>
    /// <param name="constants">How they are standardized in the end.</param>
    /// <exception cref="InputException">The set holds vectors, or the crop is larger than the images or empty.</exception>
    public Augmenter(Dataset originals, int height, int width, AugmentationKind kind, StandardizationConstants constants)
    {
        CenterCrop.Check("Augmentation", originals, height, width);
        Shape = new ImageShape(originals.Shape.Channels, height, width);
        (_originals, _kind, _constants) = (originals, kind, constants);
        _image = new float[Shape.Size];
    }

    /// <summary>The shape of an altered image.</summary>
    public ImageShape Shape { get; }

    /// <summary>How many images there are.</summary>
    public int Count => _originals.Count;

    /// <summary>images[i] = an altered version of image examples[i], drawn from <c>place.Derive(examples[i])</c>. Allocates nothing.</summary>
    /// <param name="examples">Which examples, in order.</param>
    /// <param name="place">The step in the run's randomness.</param>
    /// <param name="images">[examples, image size]; overwritten.</param>
    public void Fill<T>(ReadOnlySpan<int> examples, Seed place, Span<T> images)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < examples.Length; i++)
        {
            Draw(examples[i], place.Derive(examples[i]));
            BatchCopy.Convert(_image, images.Slice(i * _image.Length, _image.Length));
        }
    }

    private void Draw(int example, Seed place)
    {
        ImageShape from = _originals.Shape;
        (int top, int left) = ((from.Height - Shape.Height) / 2, (from.Width - Shape.Width) / 2);
        if (_kind != AugmentationKind.None)
        {
            top = place.Integer(TopDraw, from.Height - Shape.Height + 1);
            left = place.Integer(LeftDraw, from.Width - Shape.Width + 1);
        }

        if (_kind != AugmentationKind.Full)
        {
            CenterCrop.Cut(_originals.Image(example), from, _image, Shape, top, left);
        }
        else
        {
            TurnedCrop.Cut(_originals.Image(example), from, _image, Shape, top, left, place);
            if (place.Uniform(MirrorDraw) < 0.5) Mirror();
            ColourJitter.Apply(_image, Shape, place);
        }

        Standardizer.Apply(_image, _constants);
    }

    private void Mirror()
    {
        for (int start = 0; start < _image.Length; start += Shape.Width) _image.AsSpan(start, Shape.Width).Reverse();
    }
}
