namespace Occam.Formats.Png;

/// <summary>A picture of 8 bits a channel, grey or red-green-blue.</summary>
public sealed class PngImage
{
    /// <summary>Wraps pixels.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for grey, 3 for red, green, blue.</param>
    /// <param name="pixels">height × width × channels bytes: rows from the top, pixels from the left, channels together. Not copied.</param>
    /// <exception cref="ArgumentException">A size is not positive, the channels are not 1 or 3, or the number of bytes differs.</exception>
    public PngImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (1 or 3))
            throw new ArgumentException($"Picture: expected 1 or 3 channels, got {channels}. Pass grey or red-green-blue.", nameof(channels));
        if ((Int128)width * height * channels != pixels.Length)
            throw new ArgumentException($"Picture: expected {width} x {height} x {channels} bytes, got {pixels.Length}. Pass the size of these pixels.", nameof(pixels));
        Width = width;
        Height = height;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for red, green, blue.</summary>
    public int Channels { get; }

    /// <summary>Height × width × channels bytes: rows from the top, pixels from the left, channels together.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>Whether the file that was read had pixels that are not opaque. The pixels here are the colours that were stored under them.</summary>
    public bool IsTransparent { get; init; }
}
