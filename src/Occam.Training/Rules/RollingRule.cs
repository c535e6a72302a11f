using System.Numerics;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Training.Rules;

/// <summary>
/// A combination of the gradients of the current and the two previous steps. Until there are three, θ stays where it is. As in the source,
/// λθ of its own step is part of each gradient: the combination is of what plain descent would have used. The state holds the two previous
/// gradients, that of an even step first.
/// </summary>
internal abstract class RollingRule<T, TTriple> : IDescentRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTriple : struct, ITriple<T>
{
    private const int Remembered = 2;

    /// <inheritdoc/>
    public int StateVectors => Remembered;

    /// <inheritdoc/>
    public int WorkspaceVectors => 1;

    /// <inheritdoc/>
    public bool RefusesMomentum => true;

    /// <inheritdoc/>
    public bool AddsWeightDecay => true;

    /// <inheritdoc/>
    public Direction Gradient(BatchPasses<T> batch, T[] gradient, T[] state, T[] workspace)
    {
        double loss = batch.Whole(gradient);
        Workers workers = batch.Passes.Workers;
        workers.Run(new DecayJob(batch.Theta, gradient, batch.WeightDecay), Chunks.Count(gradient.Length));
        int length = gradient.Length, oldest = batch.Step % 2 == 0 ? 0 : length;
        gradient.CopyTo(workspace, 0);
        Triples.Combine<T, TTriple>(workers, state, oldest, state, length - oldest, gradient);
        workspace.CopyTo(state, oldest);
        return new Direction(loss, batch.Step >= Remembered);
    }

    /// <summary>g ← g + λθ.</summary>
    private readonly struct DecayJob(T[] theta, T[] gradient, T decay) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            (int start, int length) = Chunks.Of(part, gradient.Length);
            VectorOperations.AddScaled<T>(decay, theta.AsSpan(start, length), gradient.AsSpan(start, length));
        }
    }
}
