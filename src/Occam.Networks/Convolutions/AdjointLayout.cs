namespace Occam.Networks.Convolutions;

/// <summary>The zero-padded cotangent of a convolution and the phases of its input pixels.</summary>
internal sealed class AdjointLayout
{
    private readonly ConvolutionGeometry _geometry;
    private readonly int _marginY, _marginX;

    public AdjointLayout(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        int s = geometry.Stride;
        _marginY = geometry.TapOffset(geometry.KernelHeight - 1) / s;
        _marginX = geometry.TapOffset(geometry.KernelWidth - 1) / s;
        Rows = _marginY + Math.Max(geometry.OutputHeight, ((geometry.Input.Height - 1 + geometry.Padding) / s) + 1);
        Columns = _marginX + Math.Max(geometry.OutputWidth, ((geometry.Input.Width - 1 + geometry.Padding) / s) + 1);
        IsCotangent = Rows == geometry.OutputHeight && Columns == geometry.OutputWidth;
        Phases = [.. AllPhases()];
        CoversInput = Phases.Length == s * s;
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Plane => Rows * Columns;

    /// <summary>Whether the cotangent already lies as it is needed.</summary>
    public bool IsCotangent { get; }

    /// <summary>Whether every input pixel belongs to a phase; the others are reached by no tap and have a zero cotangent.</summary>
    public bool CoversInput { get; }

    public AdjointPhase[] Phases { get; }

    /// <summary>Writes the padded cotangent of one example.</summary>
    public unsafe void Fill<T>(T* cotangent, T* image)
        where T : unmanaged
    {
        int height = _geometry.OutputHeight, width = _geometry.OutputWidth;
        for (int q = 0; q < _geometry.Outputs; q++, image += Plane)
        {
            new Span<T>(image, Plane).Clear();
            for (int row = 0; row < height; row++, cotangent += width)
                new Span<T>(cotangent, width).CopyTo(new Span<T>(image + ((row + _marginY) * Columns) + _marginX, width));
        }
    }

    private IEnumerable<AdjointPhase> AllPhases()
    {
        for (int phaseY = 0; phaseY < _geometry.Stride; phaseY++)
        {
            for (int phaseX = 0; phaseX < _geometry.Stride; phaseX++)
            {
                AdjointPhase phase = Phase(phaseY, phaseX);
                if (phase.Depth > 0 && phase.Lattice.Sites > 0) yield return phase;
            }
        }
    }

    private AdjointPhase Phase(int phaseY, int phaseX)
    {
        int s = _geometry.Stride, pad = _geometry.Padding;
        int firstRow = FirstSite(pad - phaseY), firstColumn = FirstSite(pad - phaseX);
        int y = (firstRow * s) + phaseY - pad, x = (firstColumn * s) + phaseX - pad;
        SiteLattice lattice = new(Count(_geometry.Input.Height - y), Count(_geometry.Input.Width - x), y, x, s);
        List<int> offsets = [], weights = [];
        for (int q = 0; q < _geometry.GroupOutputs; q++)
        {
            for (int tap = 0; tap < _geometry.Taps; tap++)
            {
                int ty = _geometry.TapOffset(tap / _geometry.KernelWidth), tx = _geometry.TapOffset(tap % _geometry.KernelWidth);
                if (ty % s != phaseY || tx % s != phaseX) continue;
                offsets.Add((q * Plane) + ((_marginY - (ty / s)) * Columns) + _marginX - (tx / s));
                weights.Add((q * _geometry.PatchLength) + tap);
            }
        }

        return new AdjointPhase(lattice, (firstRow * Columns) + firstColumn, [.. offsets], [.. weights]);

        int FirstSite(int distance) => distance <= 0 ? 0 : (distance + s - 1) / s;
        int Count(int pixels) => pixels <= 0 ? 0 : (pixels + s - 1) / s;
    }
}
