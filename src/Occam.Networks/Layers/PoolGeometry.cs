namespace Occam.Networks.Layers;

/// <summary>The arithmetic of pooling with a square window: output (oy, ox) reads the rows from oy·stride − padding on that lie in the image, and so across.</summary>
/// <param name="Input">Shape of an input example.</param>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Stride">Input pixels from one output to the next, both ways.</param>
/// <param name="Padding">Rows and columns around the image that hold no value; at most half of the window, so that no window is empty.</param>
public sealed record PoolGeometry(Shape Input, int Kernel, int Stride, int Padding)
{
    /// <summary>Rows of the output.</summary>
    public int OutputHeight { get; } = Along(Input.Height, Kernel, Stride, Padding);

    /// <summary>Columns of the output.</summary>
    public int OutputWidth { get; } = Along(Input.Width, Kernel, Stride, Padding);

    /// <summary>Shape of an output example.</summary>
    public Shape Output => new(Input.Channels, OutputHeight, OutputWidth);

    /// <summary>The first input row or column of output <paramref name="output"/>, which may lie in the padding.</summary>
    internal int Origin(int output) => (output * Stride) - Padding;

    internal static void Demand(string kind, PoolGeometry geometry)
    {
        string what = $"{kind} {geometry.Kernel}×{geometry.Kernel} on {geometry.Input}";
        LayerFaults.Demand(
            geometry.Kernel >= 1 && geometry.Stride >= 1 && geometry.Padding >= 0 && geometry.Padding <= geometry.Kernel / 2, what,
            "kernel ≥ 1, stride ≥ 1 and padding of at most half the kernel", $"stride {geometry.Stride}, padding {geometry.Padding}", "Correct the layer's settings.");
        LayerFaults.Demand(
            geometry.OutputHeight >= 1 && geometry.OutputWidth >= 1, what,
            "an image at least as large as the window", $"an output of {geometry.OutputHeight}×{geometry.OutputWidth}", "Use larger images or a smaller window.");
    }

    private static int Along(int size, int kernel, int stride, int padding)
    {
        int room = size + (2 * padding) - kernel;
        return stride < 1 || room < 0 ? 0 : (room / stride) + 1;
    }
}
