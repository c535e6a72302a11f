using System.Numerics;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>
/// Σ_n g_n² for every parameter: the diagonal of the empirical Fisher matrix, times n. Examples are formed in chunks and added in double in the
/// order of their index.
/// </summary>
public static unsafe class SecondMoment
{
    private const int ColumnsPerPart = 4096;

    /// <summary>moments[p] += Σ_n (∂ℓ_n/∂θ_p)² over the batch of the last backward pass.</summary>
    /// <param name="passes">After a backward pass.</param>
    /// <param name="memory">Bytes for the rows and factors of a chunk; one example at least is held.</param>
    /// <param name="moments">[P]; added to.</param>
    public static void Add<T>(NetworkPasses<T> passes, long memory, Span<double> moments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = passes.Network;
        foreach (int node in network.FactorNodes)
        {
            FactorShape shape = network.FactorShape(node);
            int chunk = FactorChunks.Examples<T>(shape.FactorLength + shape.ParameterCount, passes.Batch, memory), length = shape.ParameterCount;
            T[] u = new T[chunk * shape.InputLength], v = new T[chunk * shape.CotangentLength], rows = new T[chunk * length];
            for (int first = 0; first < passes.Batch; first += chunk)
            {
                int count = Math.Min(chunk, passes.Batch - first);
                GradientRows.Form(passes.Workers, passes.FillFactors(node, first, count, u, v), rows);
                fixed (T* source = rows)
                fixed (double* target = moments.Slice(network.ParameterOffset(node), length))
                    passes.Workers.Run(new Job<T>(source, count, length, target), (length + ColumnsPerPart - 1) / ColumnsPerPart);
            }
        }
    }

    private readonly struct Job<T>(T* rows, int count, int length, double* moments) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            int end = Math.Min(length, (part + 1) * ColumnsPerPart);
            for (int n = 0; n < count; n++)
            {
                T* row = rows + ((nint)n * length);
                for (int p = part * ColumnsPerPart; p < end; p++)
                {
                    double g = double.CreateTruncating(row[p]);
                    moments[p] = Math.FusedMultiplyAdd(g, g, moments[p]);
                }
            }
        }
    }
}
