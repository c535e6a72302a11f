using System.Numerics;
using System.Runtime.Intrinsics;
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

    /// <summary>How many images a part takes of each side: what is read of one serves all the others, and with pooling one pair is work enough.</summary>
    private int Edge => Pooled ? 1 : RowsTogether;

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
            RunPairs(workers, new PairMatrices<T>(stack, variances, process, tangent), first, rows);
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

    private void RunPairs<T>(Workers workers, PairMatrices<T> matrices, int first, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rowParts = (rows + Edge - 1) / Edge, columnParts = (first + rows + Edge - 1) / Edge;
        if (Vector512.IsHardwareAccelerated) workers.Run(new PairsJob<T, NumberVector512<T>>(this, matrices, first, rows, columnParts), rowParts * columnParts);
        else workers.Run(new PairsJob<T, NumberVector256<T>>(this, matrices, first, rows, columnParts), rowParts * columnParts);
    }

    /// <summary>What pairs are made of, and where their kernels go.</summary>
    private readonly record struct PairMatrices<T>(ImageStack<T> Stack, PixelVariances<T> Variances, T[] Process, T[] Tangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>A part is a square of pairs, as far as it lies on or below the diagonal.</summary>
    private readonly struct PairsJob<T, TVector>(ConvolutionNetwork network, PairMatrices<T> matrices, int first, int rows, int columnParts) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct, INumberVector<TVector, T>
    {
        public void Run(int part, Scratch scratch)
        {
            ImagePairs<T, TVector> pairs = new(network, matrices.Stack, matrices.Variances);
            int edge = network.Edge, row = first + (part / columnParts * edge), column = part % columnParts * edge;
            for (int j = column; j < column + edge; j++)
            {
                for (int i = Math.Max(row, j); i < Math.Min(row + edge, first + rows); i++)
                {
                    (double covariance, double derivative) = pairs.Kernels(i, j, scratch);
                    int at = (i * matrices.Stack.Count) + j;
                    (matrices.Process[at], matrices.Tangent[at]) = (T.CreateTruncating(covariance), T.CreateTruncating(derivative));
                }
            }
        }
    }
}
