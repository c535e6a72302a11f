namespace Occam.Kernels.InfiniteWidth;

/// <summary>Of one image's pixels in one layer: the variances, and one over their roots (0 for a pixel without variance).</summary>
internal readonly unsafe struct PixelScales<T>(T* variance, T* inverseRoot)
    where T : unmanaged
{
    public T* Variance => variance;

    public T* InverseRoot => inverseRoot;

    /// <summary>The same from a later pixel on.</summary>
    public PixelScales<T> From(int pixel) => new(variance + pixel, inverseRoot + pixel);
}
