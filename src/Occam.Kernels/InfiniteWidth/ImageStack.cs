using System.Numerics;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>Images with their channels apart, [image, channel, row, column], and room for a vector that reads past the last.</summary>
internal sealed class ImageStack<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values that vectors may read past the end of an array of pixels.</summary>
    public const int Slack = 16;

    /// <summary>Takes images [count, height, width, channels].</summary>
    public ImageStack(T[] images, int count, int height, int width, int channels)
    {
        (Count, Height, Width, Channels) = (count, height, width, channels);
        Values = new T[images.Length + Slack];
        for (int at = 0; at < images.Length; at++)
        {
            int channel = at % channels, pixel = at / channels % Pixels, image = at / (channels * Pixels);
            Values[(((image * channels) + channel) * Pixels) + pixel] = images[at];
        }
    }

    public int Count { get; }

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    public int Pixels => Height * Width;

    public T[] Values { get; }
}
