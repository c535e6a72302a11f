using System.Numerics;

namespace Occam.Training.Rules;

/// <summary>
/// RA3, the control of <see cref="RollingMedian{T}"/> in the same source: the mean of the three gradients in place of the median, so the same
/// delay without the robustness.
/// </summary>
internal sealed class RollingAverage<T> : RollingRule<T, AverageOfThree<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
