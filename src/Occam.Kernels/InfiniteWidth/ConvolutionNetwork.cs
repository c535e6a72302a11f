using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>
/// A convolutional ReLU network of infinitely many channels: Depth − 1 convolutions of 3×3 with a padding of one pixel, each followed by rectifiers, then a
/// linear layer over all pixels, or over their mean (Arora et al. 2019, arXiv 1904.11955, section 4). Without pooling all layers are trained and the kernels
/// are traces over equal pixels; with pooling the first and the last layer stay fixed, as in the authors' program, and the kernels are means over all
/// pairs of pixels.
/// </summary>
/// <param name="Depth">Layers with weights, at least 2.</param>
/// <param name="Pooled">Whether the mean over all pixels is taken before the last layer.</param>
public sealed record ConvolutionNetwork(int Depth, bool Pooled)
{
    private const int RowsTogether = 8;

    /// <summary>Layers of rectifiers.</summary>
    internal int Activations => Depth - 1;

    /// <summary>Both kernels at all pairs; each pair is computed once.</summary>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="images">[count, height, width, channels], finite.</param>
    /// <param name="count">How many images.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pairsDone">Called now and then with how many pairs more are done; may throw.</param>
    public InfiniteWidthKernels<T> Compute<T>(Workers workers, T[] images, int count, int height, int width, int channels, Action<long>? pairsDone = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentNullException.ThrowIfNull(images);
        T[] process = new T[checked(count * count)], tangent = new T[process.Length];
        ImageStack<T> stack = new(images, count, height, width, channels);
        PixelVariances<T> variances = new(stack, Activations);
        workers.Run(new VarianceJob<T>(variances), count);
        for (int first = 0; first < count; first += RowsTogether)
        {
            int rows = Math.Min(RowsTogether, count - first);
            workers.Run(new PairsJob<T>(this, stack, variances, process, tangent, first), rows);
            for (int i = first; i < first + rows; i++) Mirror(i);
            pairsDone?.Invoke((long)rows * (first + first + rows + 1) / 2);
        }

        return new InfiniteWidthKernels<T>(count, process, tangent);

        void Mirror(int i)
        {
            for (int j = 0; j < i; j++) (process[(j * count) + i], tangent[(j * count) + i]) = (process[(i * count) + j], tangent[(i * count) + j]);
        }
    }

    /// <summary>A part is one image.</summary>
    private readonly struct VarianceJob<T>(PixelVariances<T> variances) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch) => variances.Fill(part, scratch);
    }

    /// <summary>A part is one image and all before it.</summary>
    private readonly struct PairsJob<T>(ConvolutionNetwork network, ImageStack<T> stack, PixelVariances<T> variances, T[] process, T[] tangent, int first) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            ImagePairs<T> pairs = new(network, stack, variances);
            int i = first + part;
            for (int j = 0; j <= i; j++)
            {
                (double covariance, double derivative) = pairs.Kernels(i, j, scratch);
                int at = (i * stack.Count) + j;
                (process[at], tangent[at]) = (T.CreateTruncating(covariance), T.CreateTruncating(derivative));
            }
        }
    }
}
