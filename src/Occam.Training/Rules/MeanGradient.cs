using System.Numerics;

namespace Occam.Training.Rules;

/// <summary>The gradient of the mean loss: (1/n) Σ_i g_i.</summary>
internal sealed class MeanGradient<T> : IDescentRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Direction Gradient(BatchPasses<T> batch, T[] gradient, T[] state, T[] workspace) => new(batch.Whole(gradient));
}
