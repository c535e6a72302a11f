namespace Occam.Networks.Convolutions;

/// <summary>
/// Where a set of patches lies in an image: site (i, j) of example e begins at e·ExampleStride + Origin + i·RowStride + j, and value k of
/// the patch is a fixed offset further on. Sites of one row are contiguous, so packing copies runs.
/// </summary>
/// <param name="Height">Rows of sites.</param>
/// <param name="Width">Columns of sites.</param>
/// <param name="RowStride">Elements from one row of sites to the next.</param>
/// <param name="ExampleStride">Elements from one example to the next.</param>
/// <param name="Origin">Offset of the first site.</param>
internal readonly record struct PatchGrid(int Height, int Width, int RowStride, int ExampleStride, int Origin)
{
    public int Sites => Height * Width;

    /// <summary>The same sites; where nothing lies between their rows, as one long row.</summary>
    public PatchGrid Joined => RowStride == Width ? this with { Height = 1, Width = Sites, RowStride = Sites } : this;

    public int Offset(int site)
    {
        int example = site / Sites, within = site - (example * Sites);
        return (example * ExampleStride) + Origin + (within / Width * RowStride) + (within % Width);
    }

    /// <summary>How many sites from this one on lie one beside the other.</summary>
    public int Run(int site) => Width - (site % Width);
}
