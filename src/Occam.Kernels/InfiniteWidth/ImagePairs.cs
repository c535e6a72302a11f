using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>The recursion of a <see cref="ConvolutionNetwork"/> for two images, offset by offset.</summary>
internal readonly unsafe struct ImagePairs<T>(ConvolutionNetwork network, ImageStack<T> stack, PixelVariances<T> variances)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The values of both kernels.</summary>
    public (double Process, double Tangent) Kernels(int first, int second, Scratch scratch)
    {
        T* covariance = scratch.Rent<T>(3 * variances.PlaneLength);
        if (!network.Pooled) return Plane(first, second, 0, 0, covariance);
        double process = 0, tangent = 0;
        for (int dy = 1 - stack.Height; dy < stack.Height; dy++)
        {
            for (int dx = 1 - stack.Width; dx < stack.Width; dx++)
            {
                (double covariances, double derivatives) = Plane(first, second, dy, dx, covariance);
                process += covariances;
                tangent += derivatives - covariances;
            }
        }

        double pairs = (double)stack.Pixels * stack.Pixels;
        return (process / pairs, tangent / pairs);
    }

    private (double Process, double Tangent) Plane(int first, int second, int dy, int dx, T* covariance)
    {
        ConvolutionPlane<T> plane = new(stack.Height, stack.Width, dy, dx);
        int length = variances.PlaneLength;
        T* tangent = covariance + length, sums = tangent + length;
        fixed (T* values = stack.Values, variance = variances.Variances, roots = variances.Roots, inverses = variances.Inverses)
        {
            int imageLength = stack.Channels * stack.Pixels;
            plane.Products(values + ((nint)first * imageLength), values + ((nint)second * imageLength), stack.Channels, covariance);
            plane.Convolve(covariance, sums);
            if (network.Pooled) new Span<T>(tangent, length).Clear();
            else new Span<T>(covariance, length).CopyTo(new Span<T>(tangent, length));
            for (int layer = 0; layer < network.Activations; layer++)
            {
                if (layer > 0)
                {
                    plane.Convolve(covariance, sums);
                    plane.Convolve(tangent, sums);
                }

                PixelScales<T> scales = new(variance, roots, inverses);
                plane.Rectify(scales.From(variances.Offset(first, layer)), scales.From(variances.Offset(second, layer)), covariance, tangent);
            }
        }

        return (plane.Sum(covariance), plane.Sum(tangent));
    }
}
