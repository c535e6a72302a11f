using Occam.Networks.Layers;

namespace Occam.Networks.Convolutions;

/// <summary>The arithmetic of a two-dimensional convolution: output (oy, ox) reads input row oy·stride + ky·dilation − padding, and so across.</summary>
/// <param name="Input">Shape of an input example.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="Stride">Input pixels from one output to the next, both ways.</param>
/// <param name="Padding">Zero rows and columns around the image.</param>
/// <param name="Dilation">Input pixels from one tap to the next.</param>
/// <param name="Groups">Channels are cut into this many independent groups.</param>
public sealed record ConvolutionGeometry(
    Shape Input, int Outputs, int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation, int Groups)
{
    /// <summary>Rows of the output.</summary>
    public int OutputHeight { get; } = Stride < 1 ? 0 : ((Input.Height + (2 * Padding) - ((KernelHeight - 1) * Dilation) - 1) / Stride) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutputWidth { get; } = Stride < 1 ? 0 : ((Input.Width + (2 * Padding) - ((KernelWidth - 1) * Dilation) - 1) / Stride) + 1;

    /// <summary>Positions of the output.</summary>
    public int Sites => OutputHeight * OutputWidth;

    /// <summary>Taps of the kernel in one channel.</summary>
    public int Taps => KernelHeight * KernelWidth;

    /// <summary>Input channels that one output channel reads.</summary>
    public int GroupInputs => Input.Channels / Groups;

    /// <summary>Output channels of one group.</summary>
    public int GroupOutputs => Outputs / Groups;

    /// <summary>Weights of one output channel.</summary>
    public int PatchLength => GroupInputs * Taps;

    /// <summary>The first row or column of tap number <paramref name="tap"/> along one axis, in input pixels.</summary>
    public int TapOffset(int tap) => tap * Dilation;
}
