using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>The variance of every pixel of every image before each layer of rectifiers, [image, layer, pixel]: what makes a covariance a cosine.</summary>
internal sealed unsafe class PixelVariances<T>(ImageStack<T> stack, int layers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values = new T[checked((stack.Count * layers * stack.Pixels) + ImageStack<T>.Slack)];

    /// <summary>Room for the arrays of one plane.</summary>
    public int PlaneLength => ConvolutionPlane<T>.Length(stack.Height, stack.Width);

    public T[] Values => _values;

    /// <summary>Where the values of one image and layer begin.</summary>
    public int Offset(int image, int layer) => ((image * layers) + layer) * stack.Pixels;

    /// <summary>Fills in one image. A rectifier halves a variance, which the factor 2 of the initialization undoes; the mean over nine taps remains.</summary>
    public void Fill(int image, Scratch scratch)
    {
        T* covariance = scratch.Rent<T>(2 * PlaneLength), sums = covariance + PlaneLength;
        ConvolutionPlane<T> plane = new(stack.Height, stack.Width, 0, 0);
        fixed (T* values = stack.Values)
        {
            T* x = values + ((nint)image * stack.Channels * stack.Pixels);
            plane.Products(x, x, stack.Channels, covariance);
        }

        T ninth = T.One / T.CreateChecked(9);
        for (int layer = 0; layer < layers; layer++)
        {
            plane.Convolve(covariance, sums);
            int offset = Offset(image, layer);
            for (int row = 0; row < stack.Height; row++)
            {
                foreach (ref T value in plane.Values(covariance, row))
                {
                    _values[offset++] = value;
                    value *= ninth;
                }
            }
        }
    }
}
