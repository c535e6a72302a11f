using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Networks.Parameters;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Training.Rules;

/// <summary>
/// ASAM of Kwon, Kim, Park and Choi 2021 (arXiv 2102.11600): <see cref="SharpnessAware{T}"/> with ε = ρ T² g/‖T g‖. T is diagonal: |θ_i| + η for
/// weights and gains, 1 for biases, as in the authors' program; η = 0.01. Scaling a layer up and the next one down leaves the ball in place.
/// </summary>
/// <param name="radius">ρ.</param>
internal sealed class AdaptiveSharpnessAware<T>(double radius) : IDescentRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Floor = 0.01;

    /// <inheritdoc/>
    public int WorkspaceVectors => 1;

    /// <inheritdoc/>
    public Direction Gradient(BatchPasses<T> batch, T[] gradient, T[] state, T[] workspace)
    {
        double loss = batch.Whole(gradient);
        ForEachBlock(batch, gradient, workspace, Vector256<T>.Zero, scaleOnly: true);
        if (SharpnessAware<T>.Factor(batch.Passes.Workers, workspace, radius) is not { } factor) return new Direction(loss);
        ForEachBlock(batch, gradient, workspace, Vector256.Create(factor), scaleOnly: false);
        batch.Elsewhere(workspace, gradient);
        return new Direction(loss);
    }

    private static void ForEachBlock(BatchPasses<T> batch, T[] gradient, T[] target, Vector256<T> factor, bool scaleOnly)
    {
        foreach (NamedBlock block in batch.Passes.Network.Blocks)
        {
            bool bias = block.Block.Role == ParameterRole.Bias;
            Vector256<T> slope = bias ? Vector256<T>.Zero : Vector256<T>.One, floor = Vector256.Create(T.CreateTruncating(bias ? 1 : Floor));
            batch.Passes.Workers.Run(new Job(batch.Theta, gradient, target, block.Offset, block.Length, slope, floor, factor, scaleOnly), Chunks.Count(block.Length));
        }
    }

    /// <summary>With T = slope·|θ| + floor: target = T g, or target = θ + factor · T² g.</summary>
    private readonly struct Job(
        T[] theta, T[] gradient, T[] target, int offset, int block, Vector256<T> slope, Vector256<T> floor, Vector256<T> factor, bool scaleOnly) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            (int start, int length) = Chunks.Of(part, block);
            ReadOnlySpan<T> at = theta.AsSpan(offset + start, length), g = gradient.AsSpan(offset + start, length);
            Span<T> to = target.AsSpan(offset + start, length);
            for (int i = 0; i < length; i += Vector256<T>.Count)
            {
                Vector256<T> x = Lanes.Load(at, i), scale = Lanes.FusedMultiplyAdd(slope, Vector256.Abs(x), floor), scaled = scale * Lanes.Load(g, i);
                Lanes.Store(scaleOnly ? scaled : Lanes.FusedMultiplyAdd(factor, scale * scaled, x), to, i);
            }
        }
    }
}
