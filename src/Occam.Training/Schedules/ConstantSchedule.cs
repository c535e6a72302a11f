namespace Occam.Training.Schedules;

/// <summary>The factor 1 at every step.</summary>
public sealed class ConstantSchedule : ISchedule
{
    /// <inheritdoc/>
    public double Factor(long step) => 1;
}
