using System.Numerics;

namespace Occam.Training.Rules;

/// <summary>
/// RM3 of Zielinski, Krishnan and Chatterjee 2020 (arXiv 2003.07422): each coordinate gets the median of the gradients of the current and the
/// previous two minibatches, at every step.
/// </summary>
internal sealed class RollingMedian<T> : RollingRule<T, MedianOfThree<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
