using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>
/// A fully connected ReLU network of infinite width without biases, in the parametrization of Arora et al. 2019 (arXiv 1904.11955, section 3):
/// Σ⁽⁰⁾ = ⟨x, x'⟩, Σ⁽ʰ⁾ = ‖x‖‖x'‖κ₁(ρ), Θ⁽ʰ⁾ = Θ⁽ʰ⁻¹⁾κ₀(ρ) + Σ⁽ʰ⁾ with ρ = Σ⁽ʰ⁻¹⁾/(‖x‖‖x'‖); on the diagonal Σ = ‖x‖² and Θ = (layers + 1)‖x‖².
/// </summary>
/// <param name="Layers">Hidden layers, at least 1.</param>
public sealed record FullyConnectedNetwork(int Layers)
{
    /// <summary>Both kernels at all pairs.</summary>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="inputs">[count, dimension], finite.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="pairsDone">Called now and then with how many pairs more are done; may throw.</param>
    public InfiniteWidthKernels<T> Compute<T>(Workers workers, T[] inputs, int count, Action<long>? pairsDone = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentNullException.ThrowIfNull(inputs);
        int dimension = count == 0 ? 0 : inputs.Length / count;
        T[] process = new T[checked(count * count)], tangent = new T[process.Length], norms = new T[count];
        MatrixView<T> x = new(inputs, count, dimension);
        Gemm.Multiply(workers, x, x.Transposed, process);
        for (int i = 0; i < count; i++) norms[i] = process[(i * count) + i];
        const int group = 256;
        for (int first = 0; first < count; first += group)
        {
            int rows = Math.Min(group, count - first);
            workers.Run(new RowJob<T>(this, process, tangent, norms, first), rows);
            pairsDone?.Invoke((long)rows * count);
        }

        return new InfiniteWidthKernels<T>(count, process, tangent);
    }

    private void Row<T>(Span<T> process, Span<T> tangent, T norm, ReadOnlySpan<T> norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> own = Vector256.Create(norm);
        for (int j = 0; j < process.Length; j += Vector256<T>.Count)
        {
            // The root of a square is exact, so that equal inputs have a cosine of exactly 1, where κ₀ has an infinite slope.
            Vector256<T> scale = Vector256.Sqrt(own * Lanes.Load(norms, j)), covariance = Lanes.Load<T>(process, j), sum = covariance;
            Vector256<T> cosine = covariance / NotZero(scale);
            for (int layer = 0; layer < Layers; layer++)
            {
                NumberVector256<T> derivative = ArcCosine.Evaluate<T, NumberVector256<T>>(new(cosine), 1, out NumberVector256<T> next);
                (cosine, covariance) = (next.Value, scale * next.Value);
                sum = Lanes.FusedMultiplyAdd(sum, derivative.Value, covariance);
            }

            Lanes.Store(covariance, process, j);
            Lanes.Store(sum, tangent, j);
        }
    }

    /// <summary>An input of zeros has no direction; any finite cosine gives its kernels, which are 0.</summary>
    private static Vector256<T> NotZero<T>(Vector256<T> scale)
        where T : unmanaged => Vector256.ConditionalSelect(Vector256.Equals(scale, Vector256<T>.Zero), Vector256<T>.One, scale);

    private readonly struct RowJob<T>(FullyConnectedNetwork network, T[] process, T[] tangent, T[] norms, int first) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            int row = first + part, count = norms.Length;
            network.Row(process.AsSpan(row * count, count), tangent.AsSpan(row * count, count), norms[row], norms);
        }
    }
}
