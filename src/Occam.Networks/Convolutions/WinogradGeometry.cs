namespace Occam.Networks.Convolutions;

/// <summary>
/// A 3×3 convolution with stride 1 as Winograd's F(2×2, 3×3) sees it: each tile of 2×2 outputs takes 16 products in place of 36 (Lavin and Gray
/// 2016, arXiv 1509.09308). A convolution and its adjoint are both of this kind; numbers of channels are those of one group.
/// </summary>
/// <param name="Groups">Independent groups of channels.</param>
/// <param name="Inputs">Channels that are read.</param>
/// <param name="Outputs">Channels that are written.</param>
/// <param name="Height">Rows of the image that is read.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Margin">Zero rows above and columns left of it.</param>
/// <param name="OutputHeight">Rows that are written.</param>
/// <param name="OutputWidth">Columns that are written.</param>
internal sealed record WinogradGeometry(int Groups, int Inputs, int Outputs, int Height, int Width, int Margin, int OutputHeight, int OutputWidth)
{
    /// <summary>Values of a transformed tile of 4×4 pixels, and of a transformed kernel.</summary>
    public const int Values = 16;

    private const int FewestChannels = 16, PanelLanes = 16, FewestTiles = 48, MostTiles = 128, MostKernels = 1 << 24;
    private const double WellFilled = 0.95;

    /// <summary>Rows of tiles in one image.</summary>
    public int TileRows => (OutputHeight + 1) / 2;

    /// <summary>Tiles of one row.</summary>
    public int TileColumns => (OutputWidth + 1) / 2;

    /// <summary>Rows of tiles that are put side by side in one product: the fewest that fill whole vectors. Decided by the sizes only.</summary>
    public int RowsTogether { get; } = Together((OutputWidth + 1) / 2);

    /// <summary>Tiles of one product, with those that fill its last vector.</summary>
    public int Lanes => PaddedLanes(RowsTogether * TileColumns);

    /// <summary>The convolution itself, or null where another way is better.</summary>
    public static WinogradGeometry? Forward(ConvolutionGeometry g) => Fits(g)
        ? new WinogradGeometry(g.Groups, g.GroupInputs, g.GroupOutputs, g.Input.Height, g.Input.Width, g.Padding, g.OutputHeight, g.OutputWidth)
        : null;

    /// <summary>The adjoint with respect to the input, or null where another way is better.</summary>
    public static WinogradGeometry? Adjoint(ConvolutionGeometry g) => Fits(g)
        ? new WinogradGeometry(g.Groups, g.GroupOutputs, g.GroupInputs, g.OutputHeight, g.OutputWidth, 2 - g.Padding, g.Input.Height, g.Input.Width)
        : null;

    /// <summary>Tiles rounded up to whole vectors.</summary>
    public static int PaddedLanes(int tiles) => (tiles + PanelLanes - 1) / PanelLanes * PanelLanes;

    private static bool Fits(ConvolutionGeometry g) =>
        g is { KernelHeight: 3, KernelWidth: 3, Stride: 1, Dilation: 1, Padding: <= 2 } && g.GroupInputs >= FewestChannels && g.GroupOutputs >= FewestChannels
        && (long)g.Outputs * g.GroupInputs <= MostKernels;

    private static int Together(int columns)
    {
        int fewest = (FewestTiles + columns - 1) / columns, best = fewest;
        for (int rows = fewest; rows * columns <= MostTiles; rows++)
        {
            if (Filled(rows) > Filled(best)) best = rows;
            if (Filled(best) >= WellFilled) break;
        }

        return best;

        double Filled(int rows) => (double)(rows * columns) / PaddedLanes(rows * columns);
    }
}
