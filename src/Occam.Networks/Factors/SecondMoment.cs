using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Networks.Passes;
using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>
/// Σ_n g_n² for every parameter, the diagonal of the empirical Fisher matrix times n, and beside it Σ_n g_n, both in double and in the order of the
/// examples. With one site g_n = v_n ⊗ u_n, so both are products of matrices, Vᵀ U and (V∘V)ᵀ (U∘U), and no gradient is formed; otherwise
/// gradients are formed in chunks. The cut into chunks changes no bit.
/// </summary>
public static unsafe class SecondMoment
{
    private const int ColumnsPerPart = 4096;

    /// <summary>moments[p] += Σ_n (∂ℓ_n/∂θ_p)² over the batch of the last backward pass.</summary>
    /// <param name="passes">After a backward pass.</param>
    /// <param name="memory">Bytes for the rows and factors of a chunk; one example at least is held.</param>
    /// <param name="moments">[P]; added to.</param>
    public static void Add<T>(NetworkPasses<T> passes, long memory, Span<double> moments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Add(passes, memory, [], moments);

    /// <summary>sums[p] += Σ_n ∂ℓ_n/∂θ_p and squares[p] += Σ_n (∂ℓ_n/∂θ_p)² over the batch of the last backward pass.</summary>
    /// <param name="passes">After a backward pass.</param>
    /// <param name="memory">Bytes for the rows and factors of a chunk; one example at least is held.</param>
    /// <param name="sums">[P]; added to. Empty when not wanted.</param>
    /// <param name="squares">[P]; added to.</param>
    public static void Add<T>(NetworkPasses<T> passes, long memory, Span<double> sums, Span<double> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int node in passes.Network.FactorNodes)
        {
            FactorShape shape = passes.Network.FactorShape(node);
            Span<double> ownSums = sums.IsEmpty ? [] : sums.Slice(passes.Network.ParameterOffset(node), shape.ParameterCount);
            Span<double> ownSquares = squares.Slice(passes.Network.ParameterOffset(node), shape.ParameterCount);
            if (shape is { Sites: 1, Groups: 1 }) AddProducts(passes, node, memory, ownSums, ownSquares);
            else AddRows(passes, node, memory, ownSums, ownSquares);
        }
    }

    private static void AddProducts<T>(NetworkPasses<T> passes, int node, long memory, Span<double> sums, Span<double> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FactorShape shape = passes.Network.FactorShape(node);
        int chunk = FactorChunks.Examples<double>(2 * (long)shape.FactorLength, passes.Batch, memory), columns = shape.InputColumns;
        T[] u = new T[chunk * shape.InputLength], v = new T[chunk * shape.CotangentLength];
        double[] inputs = new double[chunk * shape.InputWidth], cotangents = new double[v.Length];
        for (int first = 0; first < passes.Batch; first += chunk)
        {
            int count = Math.Min(chunk, passes.Batch - first);
            passes.FillFactors(node, first, count, u, v);
            for (int n = 0; n < count; n++) Widen<T>(u.AsSpan(n * columns, shape.InputWidth), inputs.AsSpan(n * shape.InputWidth));
            Widen<T>(v.AsSpan(0, count * shape.CotangentWidth), cotangents);
            if (!sums.IsEmpty) AddProduct(passes.Workers, shape, count, inputs, cotangents, sums);
            VectorOperations.Multiply<double>(inputs, inputs, inputs);
            VectorOperations.Multiply<double>(cotangents, cotangents, cotangents);
            AddProduct(passes.Workers, shape, count, inputs, cotangents, squares);
        }
    }

    /// <summary>The weights get Vᵀ U and the biases, whose column of U is one, the column sums of V.</summary>
    private static void AddProduct(Workers workers, FactorShape shape, int count, double[] inputs, double[] cotangents, Span<double> target)
    {
        int p = shape.InputWidth, q = shape.CotangentWidth;
        Gemm.Multiply(workers, new MatrixView<double>(cotangents, count, q).Transposed, new MatrixView<double>(inputs, count, p), target, accumulate: true);
        if (!shape.HasBias) return;
        for (int n = 0; n < count; n++) VectorOperations.Add<double>(cotangents.AsSpan(n * q, q), target.Slice(q * p, q));
    }

    private static void Widen<T>(ReadOnlySpan<T> source, Span<double> target)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) VectorOperations.Widen(MemoryMarshal.Cast<T, float>(source), target[..source.Length]);
        else MemoryMarshal.Cast<T, double>(source).CopyTo(target);
    }

    private static void AddRows<T>(NetworkPasses<T> passes, int node, long memory, Span<double> sums, Span<double> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FactorShape shape = passes.Network.FactorShape(node);
        int chunk = FactorChunks.Examples<T>(shape.FactorLength + (long)shape.ParameterCount, passes.Batch, memory), length = shape.ParameterCount;
        T[] u = new T[chunk * shape.InputLength], v = new T[chunk * shape.CotangentLength], rows = new T[chunk * length];
        for (int first = 0; first < passes.Batch; first += chunk)
        {
            int count = Math.Min(chunk, passes.Batch - first);
            GradientRows.Form(passes.Workers, passes.FillFactors(node, first, count, u, v), rows);
            fixed (T* source = rows)
            fixed (double* sum = sums, square = squares)
                passes.Workers.Run(new Job<T>(source, count, length, sum, square), (length + ColumnsPerPart - 1) / ColumnsPerPart);
        }
    }

    private readonly struct Job<T>(T* rows, int count, int length, double* sums, double* squares) : IParallelJob
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
                    squares[p] = Math.FusedMultiplyAdd(g, g, squares[p]);
                    if (sums != null) sums[p] += g;
                }
            }
        }
    }
}
