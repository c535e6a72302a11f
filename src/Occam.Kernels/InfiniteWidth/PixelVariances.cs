using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>The variance of every pixel of every image before each layer of rectifiers, [image, layer, pixel]: what makes a covariance a cosine.</summary>
internal sealed unsafe class PixelVariances<T>(ImageStack<T> stack, int layers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _variances = New(stack, layers), _roots = New(stack, layers), _inverses = New(stack, layers);

    /// <summary>Room for the arrays of one plane.</summary>
    public int PlaneLength => ConvolutionPlane<T>.Length(stack.Height, stack.Width);

    public T[] Variances => _variances;

    public T[] Roots => _roots;

    public T[] Inverses => _inverses;

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
                    T root = T.Sqrt(value);
                    (_variances[offset], _roots[offset], _inverses[offset]) = (value, root, root > T.Zero ? T.One / root : T.Zero);
                    offset++;
                    value *= ninth;
                }
            }
        }
    }

    private static T[] New(ImageStack<T> stack, int layers) => new T[checked((stack.Count * layers * stack.Pixels) + ImageStack<T>.Slack)];
}
