namespace Occam.Training.Schedules;

/// <summary>½(1 + cos(π·step / total)): from 1 to 0 over the whole training.</summary>
/// <param name="total">Steps of the training.</param>
public sealed class CosineSchedule(long total) : ISchedule
{
    /// <inheritdoc/>
    public double Factor(long step) => step >= total ? 0 : 0.5 * (1 + CosinePi.Of((double)step / total));
}
