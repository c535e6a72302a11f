using Occam.Experiments.Settings;
using Occam.Experiments.Trials;

namespace Occam.Experiments;

/// <summary>An experiment on a data set: what its trainings share is a laboratory.</summary>
public interface ILaboratoryExperiment : IExperiment
{
    /// <summary>The trainings and computations for these settings. Faults are noted in the settings, not thrown, so that all are reported together.</summary>
    ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings);
}
