namespace Occam.Training.Schedules;

/// <summary>How the learning rate moves: a factor for each step.</summary>
public interface ISchedule
{
    /// <summary>The factor of step <paramref name="step"/>, counted from 0.</summary>
    double Factor(long step);
}
