using System.Numerics;

namespace Occam.Training.Rules;

/// <summary>
/// How a batch becomes the gradient that the optimizer gets. A rule keeps nothing itself: what it remembers from step to step is
/// <c>state</c>, which a checkpoint holds; <c>workspace</c> is scratch. Both are vectors as long as θ, one after the other.
/// </summary>
internal interface IDescentRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many vectors as long as θ are remembered.</summary>
    int StateVectors => 0;

    /// <summary>How many vectors as long as θ are needed as scratch.</summary>
    int WorkspaceVectors => 0;

    /// <summary>Into how many groups the batch is cut.</summary>
    int Groups => 1;

    /// <summary>Whether the examples' own gradients are needed, which do not exist where a layer couples the batch.</summary>
    bool NeedsSeparateExamples => false;

    /// <summary>Whether the rule must not be followed by an optimizer with momentum.</summary>
    bool RefusesMomentum => false;

    /// <summary>Whether the rule adds λθ itself, so that the optimizer must not.</summary>
    bool AddsWeightDecay => false;

    /// <summary>Computes the gradient of a step.</summary>
    /// <param name="batch">The batch and the passes over it.</param>
    /// <param name="gradient">[P]; overwritten.</param>
    /// <param name="state">[StateVectors · P]; changed.</param>
    /// <param name="workspace">[WorkspaceVectors · P]; its content is undefined.</param>
    Direction Gradient(BatchPasses<T> batch, T[] gradient, T[] state, T[] workspace);
}
