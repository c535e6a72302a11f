using System.Numerics;
using Occam.Networks.Passes;
using Occam.Numerics.Random;

namespace Occam.Networks.Factors;

/// <summary>
/// Gaussian sketches of per-example gradients: inner products of sketches estimate those of the gradients without bias (Johnson and
/// Lindenstrauss 1984), with a relative error of √(2/dimensions) for a squared norm. One image of the batch for each dimension; no gradient is formed.
/// </summary>
public static class RandomProjection
{
    /// <summary>
    /// sketches[n, d] = ⟨r_d, g_n⟩/√dimensions after a backward pass of the batch, r_d standard normal over all parameters, drawn from
    /// <paramref name="seed"/>.Derive(d): the same for every batch, so that sketches of different batches can be compared.
    /// </summary>
    /// <param name="passes">After a backward pass.</param>
    /// <param name="theta">The parameters of that pass.</param>
    /// <param name="seed">Where the directions are drawn from.</param>
    /// <param name="dimensions">The length of a sketch.</param>
    /// <param name="sketches">[batch, dimensions]; overwritten.</param>
    public static void Project<T>(NetworkPasses<T> passes, ReadOnlySpan<T> theta, Seed seed, int dimensions, Span<double> sketches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        (int n, int layers) = (passes.Batch, passes.Network.FactorNodes.Length);
        T[] direction = new T[passes.Network.ParameterCount];
        double[] dots = new double[layers * n];
        double scale = 1 / Math.Sqrt(dimensions);
        for (int d = 0; d < dimensions; d++)
        {
            seed.Derive(d).Normals<T>(direction, T.Zero, T.One);
            passes.GradientDots(theta, direction, dots);
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int layer = 0; layer < layers; layer++) sum += dots[(layer * n) + i];
                sketches[(i * dimensions) + d] = scale * sum;
            }
        }
    }
}
