using System.Numerics;
using Occam.Numerics.Optimization;
using Occam.Numerics.Threading;

namespace Occam.Training.Optimizers;

/// <summary>
/// One update rule over a long vector, in chunks of a fixed length that workers share. Each coordinate depends on its own numbers only, so the
/// cut changes nothing. The state lies chunk by chunk: all vectors of the first chunk, then all of the second.
/// </summary>
public sealed class ChunkedUpdate<T>(IUpdateRule<T> rule, Workers workers, int parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 1 << 15;

    /// <summary>What the rule remembers, in that order.</summary>
    public T[] State { get; } = new T[checked(rule.StateVectors * parameters)];

    /// <summary>One step over the whole vector.</summary>
    /// <param name="theta">The parameters; changed.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <param name="stepNumber">The number of this step, counted from 1.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="weightDecay">λ.</param>
    public void Apply(T[] theta, T[] gradient, long stepNumber, T learningRate, T weightDecay) =>
        workers.Run(new Job(rule, theta, gradient, State, stepNumber, learningRate, weightDecay), (parameters + Chunk - 1) / Chunk);

    private readonly struct Job(IUpdateRule<T> rule, T[] theta, T[] gradient, T[] state, long stepNumber, T learningRate, T weightDecay) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int start = part * Chunk, length = Math.Min(Chunk, theta.Length - start);
            rule.Apply(
                theta.AsSpan(start, length), gradient.AsSpan(start, length),
                state.AsSpan(rule.StateVectors * start, rule.StateVectors * length), stepNumber, learningRate, weightDecay);
        }
    }
}
