using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>The variance of every pixel of every image before each layer of rectifiers, [image, layer, pixel]: what makes a covariance a cosine.</summary>
internal sealed unsafe class PixelVariances<T>(ImageStack<T> stack, int layers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _variances = New(stack, layers), _inverseRoots = New(stack, layers);

    public T[] Variances => _variances;

    public T[] InverseRoots => _inverseRoots;

    /// <summary>Where the values of one image and layer begin.</summary>
    public int Offset(int image, int layer) => ((image * layers) + layer) * stack.Pixels;

    /// <summary>Fills in one image. A rectifier halves a variance, which the factor 2 of the initialization undoes; the mean over nine taps remains.</summary>
    public void Fill(int image, Scratch scratch)
    {
        int length = ConvolutionPlane<T, NumberVector256<T>>.Length(stack.Height, stack.Width);
        T* covariance = scratch.Rent<T>(2 * length), sums = covariance + length;
        ConvolutionPlane<T, NumberVector256<T>> plane = new(stack.Height, stack.Width, 0, 0);
        fixed (T* values = stack.Values)
        {
            T* x = values + ((nint)image * stack.Channels * stack.Pixels);
            plane.Products(x, x, stack.Channels, covariance);
        }

        T ninth = T.One / T.CreateChecked(9);
        for (int layer = 0; layer < layers; layer++)
        {
            plane.Across(covariance, sums);
            for (int row = 0; row < stack.Height; row++)
            {
                int offset = Offset(image, layer) + (row * stack.Width);
                Span<T> variances = _variances.AsSpan(offset, stack.Width), inverseRoots = _inverseRoots.AsSpan(offset, stack.Width), next = plane.Values(covariance, row);
                plane.Convolved(sums, row, variances);
                for (int j = 0; j < variances.Length; j++)
                {
                    inverseRoots[j] = variances[j] > T.Zero ? T.One / T.Sqrt(variances[j]) : T.Zero;
                    next[j] = variances[j] * ninth;
                }
            }
        }
    }

    private static T[] New(ImageStack<T> stack, int layers) => new T[checked((stack.Count * layers * stack.Pixels) + ImageStack<T>.Slack)];
}
