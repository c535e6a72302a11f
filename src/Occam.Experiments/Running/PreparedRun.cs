using System.Text.Json.Nodes;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Running;

/// <summary>A request that has been checked in full: every name found, every number in range, the data read.</summary>
/// <param name="Request">The request.</param>
/// <param name="Spec">Everything that decides the numbers.</param>
/// <param name="Shared">What the trainings share; null for an experiment that poses its own problem.</param>
/// <param name="Plan">The trainings and computations.</param>
public sealed record PreparedRun(RunRequest Request, JsonObject Spec, LaboratoryPlan? Shared, ExperimentPlan Plan)
{
    /// <summary>What the trainings share.</summary>
    /// <exception cref="InvalidOperationException">The experiment poses its own problem.</exception>
    public LaboratoryPlan Laboratory => LaboratoryPlan.Demand(Shared);

    /// <summary>The trainings.</summary>
    public IReadOnlyList<TrialPlan> Trials => Plan.Trials;
}
