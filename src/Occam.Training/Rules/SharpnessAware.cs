using System.Numerics;
using Occam.Networks.Factors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Training.Rules;

/// <summary>
/// SAM of Foret, Kleiner, Mobahi and Neyshabur 2021 (arXiv 2010.01412): the gradient at θ + ε of the same batch, ε = ρ g/‖g‖ with the norm over
/// all parameters. λθ takes no part in ε and is that of θ. Where g is zero there is no perturbation.
/// </summary>
/// <param name="radius">ρ.</param>
internal sealed class SharpnessAware<T>(double radius) : IDescentRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int WorkspaceVectors => 1;

    /// <summary>ρ/‖vector‖, or null for the zero vector.</summary>
    public static T? Factor(Workers workers, ReadOnlySpan<T> vector, double radius)
    {
        double norm = Math.Sqrt(SquaredNorm.Of(workers, vector));

        // Gradients below 10⁻³⁸ ask for a factor beyond single precision: a shorter perturbation is better than one that is not a number.
        double largest = typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;
        return norm == 0 ? null : T.CreateTruncating(Math.Min(radius / norm, largest));
    }

    /// <inheritdoc/>
    public Direction Gradient(BatchPasses<T> batch, T[] gradient, T[] state, T[] workspace)
    {
        double loss = batch.Whole(gradient);
        Workers workers = batch.Passes.Workers;
        if (Factor(workers, gradient, radius) is not { } factor) return new Direction(loss);
        workers.Run(new Job(batch.Theta, gradient, factor, workspace), Chunks.Count(gradient.Length));
        batch.Elsewhere(workspace, gradient);
        return new Direction(loss);
    }

    /// <summary>target = θ + factor · g.</summary>
    private readonly struct Job(T[] theta, T[] gradient, T factor, T[] target) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            (int start, int length) = Chunks.Of(part, theta.Length);
            theta.AsSpan(start, length).CopyTo(target.AsSpan(start, length));
            VectorOperations.AddScaled<T>(factor, gradient.AsSpan(start, length), target.AsSpan(start, length));
        }
    }
}
