using System.Numerics;

namespace Occam.Networks.Convolutions;

/// <summary>
/// The zero-padded image of a convolution, with rows and columns sorted by their remainder modulo the stride, so that the sites that one tap
/// reads are contiguous whatever the stride: value (c, y, x) of the padded image lies in plane (y mod s, x mod s) at (y div s, x div s).
/// </summary>
internal sealed unsafe class PhaseImage
{
    private readonly ConvolutionGeometry _geometry;

    public PhaseImage(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        int s = geometry.Stride;
        Rows = geometry.OutputHeight + (geometry.TapOffset(geometry.KernelHeight - 1) / s);
        Columns = geometry.OutputWidth + (geometry.TapOffset(geometry.KernelWidth - 1) / s);
        Plane = Rows * Columns;
        ChannelStride = s * s * Plane;
        IsInput = s == 1 && geometry.Padding == 0 && Rows == geometry.Input.Height && Columns == geometry.Input.Width;
        Offsets = new int[geometry.PatchLength];
        for (int k = 0; k < Offsets.Length; k++)
        {
            int c = k / geometry.Taps, tap = k % geometry.Taps;
            int y = geometry.TapOffset(tap / geometry.KernelWidth), x = geometry.TapOffset(tap % geometry.KernelWidth);
            Offsets[k] = (c * ChannelStride) + ((((y % s) * s) + (x % s)) * Plane) + (y / s * Columns) + (x / s);
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Plane { get; }

    /// <summary>Elements from one channel to the next.</summary>
    public int ChannelStride { get; }

    /// <summary>Whether the input already lies as it is needed.</summary>
    public bool IsInput { get; }

    /// <summary>Where value k of a patch of the first group lies, relative to its site.</summary>
    public int[] Offsets { get; }

    public PatchGrid Grid(int exampleStride) => new PatchGrid(_geometry.OutputHeight, _geometry.OutputWidth, Columns, exampleStride, 0).Joined;

    /// <summary>Writes channels [first, first + count) of one example's image.</summary>
    public void Fill<T>(T* input, int first, int count, T* image)
        where T : unmanaged, INumberBase<T>
    {
        int s = _geometry.Stride, pad = _geometry.Padding, height = _geometry.Input.Height, width = _geometry.Input.Width;
        for (int c = 0; c < count; c++)
        {
            T* source = input + ((nint)(first + c) * height * width), target = image + ((nint)c * ChannelStride);
            for (int phaseY = 0; phaseY < s; phaseY++)
            {
                for (int phaseX = 0; phaseX < s; phaseX++, target += Plane)
                {
                    for (int row = 0; row < Rows; row++)
                    {
                        int y = (row * s) + phaseY - pad;
                        T* from = y >= 0 && y < height ? source + ((nint)y * width) : null;
                        FillRow(from, phaseX - pad, s, width, target + ((nint)row * Columns));
                    }
                }
            }
        }
    }

    private void FillRow<T>(T* source, int firstX, int step, int width, T* target)
        where T : unmanaged, INumberBase<T>
    {
        if (source == null)
        {
            new Span<T>(target, Columns).Clear();
            return;
        }

        int column = 0, x = firstX;
        for (; column < Columns && x < 0; column++, x += step) target[column] = T.Zero;
        int inside = Math.Min(Columns - column, x < width ? (width - x + step - 1) / step : 0);
        if (step == 1)
        {
            new Span<T>(source + x, inside).CopyTo(new Span<T>(target + column, inside));
            column += inside;
        }
        else
        {
            for (int end = column + inside; column < end; column++, x += step) target[column] = source[x];
        }

        new Span<T>(target + column, Columns - column).Clear();
    }
}
