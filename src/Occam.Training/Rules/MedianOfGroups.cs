using System.Numerics;

namespace Occam.Training.Rules;

/// <summary>
/// M3, the median of means of Zielinski, Krishnan and Chatterjee 2020 (arXiv 2003.07422): the batch is cut into three groups of consecutive
/// examples, and each coordinate gets the median of the groups' mean gradients. Three passes, each of which moves the running statistics.
/// λθ is the same in all three, so the optimizer may add it afterwards.
/// </summary>
internal sealed class MedianOfGroups<T> : IDescentRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int WorkspaceVectors => 2;

    /// <inheritdoc/>
    public int Groups => 3;

    /// <inheritdoc/>
    public bool RefusesMomentum => true;

    /// <inheritdoc/>
    public Direction Gradient(BatchPasses<T> batch, T[] gradient, T[] state, T[] workspace)
    {
        int length = gradient.Length;
        double loss = batch.Group(0, Groups, workspace.AsSpan(0, length));
        loss += batch.Group(1, Groups, workspace.AsSpan(length, length));
        loss += batch.Group(2, Groups, gradient);
        Triples.Combine<T, MedianOfThree<T>>(batch.Passes.Workers, workspace, 0, workspace, length, gradient);
        return new Direction(loss / batch.Count);
    }
}
