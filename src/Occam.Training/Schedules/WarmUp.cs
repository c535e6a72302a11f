namespace Occam.Training.Schedules;

/// <summary>(step + 1) / steps during the first steps, times another schedule.</summary>
/// <param name="steps">How many steps the rise takes.</param>
/// <param name="then">The schedule that it multiplies.</param>
public sealed class WarmUp(long steps, ISchedule then) : ISchedule
{
    /// <inheritdoc/>
    public double Factor(long step) => then.Factor(step) * (step < steps ? (step + 1.0) / steps : 1);
}
