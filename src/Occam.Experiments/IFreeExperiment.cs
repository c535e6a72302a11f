using Occam.Experiments.Computing;
using Occam.Experiments.Settings;
using Occam.Numerics.Random;

namespace Occam.Experiments;

/// <summary>An experiment that poses its own problem: it has no data set and no network, and only the settings that it names.</summary>
public interface IFreeExperiment : IExperiment
{
    /// <summary>The computations for these settings. Faults are noted in the settings, not thrown, so that all are reported together.</summary>
    /// <param name="seed">The root of the run's randomness.</param>
    /// <param name="settings">The settings.</param>
    IReadOnlyList<Computation> Plan(Seed seed, ResolvedSettings settings);
}
