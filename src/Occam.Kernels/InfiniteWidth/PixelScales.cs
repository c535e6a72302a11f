namespace Occam.Kernels.InfiniteWidth;

/// <summary>Of one image's pixels in one layer: the variances, their roots, and one over those (0 for a pixel without variance).</summary>
internal readonly unsafe struct PixelScales<T>(T* variance, T* root, T* inverse)
    where T : unmanaged
{
    public T* Variance => variance;

    public T* Root => root;

    public T* Inverse => inverse;

    /// <summary>The same from a later pixel on.</summary>
    public PixelScales<T> From(int pixel) => new(variance + pixel, root + pixel, inverse + pixel);
}
