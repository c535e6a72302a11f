namespace Occam.Networks.Convolutions;

/// <summary>The pixels of an image that the sites of a product stand for.</summary>
internal readonly record struct SiteLattice(int Height, int Width, int FirstRow, int FirstColumn, int Step)
{
    public int Sites => Height * Width;
}
