namespace Occam.Training.Schedules;

/// <summary>factor^⌊epoch / every⌋: with every = 1 the decay per epoch of Zhang et al. (0.95), with more the usual steps.</summary>
/// <param name="stepsPerEpoch">Steps in an epoch.</param>
/// <param name="every">Epochs between two decays.</param>
/// <param name="factor">The factor of each decay.</param>
public sealed class EpochDecay(int stepsPerEpoch, int every, double factor) : ISchedule
{
    /// <inheritdoc/>
    public double Factor(long step)
    {
        // Repeated multiplication, because a power function is not the same on every machine.
        double product = 1;
        for (long decays = step / stepsPerEpoch / every; decays > 0; decays--) product *= factor;
        return product;
    }
}
