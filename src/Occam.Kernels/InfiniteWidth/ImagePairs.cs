using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>The recursion of a <see cref="ConvolutionNetwork"/> for two images, offset by offset.</summary>
internal readonly unsafe struct ImagePairs<T, TVector>(ConvolutionNetwork network, ImageStack<T> stack, PixelVariances<T> variances)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, INumberVector<TVector, T>
{
    /// <summary>The values of both kernels.</summary>
    public (double Process, double Tangent) Kernels(int first, int second, Scratch scratch)
    {
        int length = ConvolutionPlane<T, TVector>.Length(stack.Height, stack.Width);
        T* arrays = scratch.Rent<T>(5 * length);
        if (!network.Pooled) return Plane(first, second, 0, 0, arrays, length);
        double process = 0, tangent = 0;
        for (int dy = 1 - stack.Height; dy < stack.Height; dy++)
        {
            for (int dx = 1 - stack.Width; dx < stack.Width; dx++)
            {
                (double covariances, double derivatives) = Plane(first, second, dy, dx, arrays, length);
                process += covariances;
                tangent += derivatives - covariances;
            }
        }

        double pairs = (double)stack.Pixels * stack.Pixels;
        return (process / pairs, tangent / pairs);
    }

    private (double Process, double Tangent) Plane(int first, int second, int dy, int dx, T* arrays, int length)
    {
        ConvolutionPlane<T, TVector> plane = new(stack.Height, stack.Width, dy, dx);
        T* covariance = arrays, tangent = arrays + length, covarianceSums = tangent + length, tangentSums = covarianceSums + length, columns = tangentSums + length;
        fixed (T* values = stack.Values, variance = variances.Variances, inverseRoots = variances.InverseRoots)
        {
            int imageLength = stack.Channels * stack.Pixels;
            PixelScales<T> scales = new(variance, inverseRoots);
            plane.Products(values + ((nint)first * imageLength), values + ((nint)second * imageLength), stack.Channels, covariance);
            TangentStart start = network.Pooled ? TangentStart.Zero : TangentStart.Covariance;
            for (int layer = 0; layer < network.Activations; layer++, start = TangentStart.Computed)
            {
                plane.Across(covariance, covarianceSums);
                if (start == TangentStart.Computed) plane.Across(tangent, tangentSums);
                plane.Rectify(
                    start, scales.From(variances.Offset(first, layer)), scales.From(variances.Offset(second, layer)), covarianceSums, tangentSums, covariance, tangent);
            }
        }

        return (plane.Sum(covariance, columns), plane.Sum(tangent, columns));
    }
}
