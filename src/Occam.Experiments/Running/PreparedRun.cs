using System.Text.Json.Nodes;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Running;

/// <summary>A request that has been checked in full: every name found, every number in range, the data read.</summary>
/// <param name="Request">The request.</param>
/// <param name="Spec">Everything that decides the numbers.</param>
/// <param name="Laboratory">What the trainings share.</param>
/// <param name="Plan">The trainings and computations.</param>
public sealed record PreparedRun(RunRequest Request, JsonObject Spec, LaboratoryPlan Laboratory, ExperimentPlan Plan)
{
    /// <summary>The trainings.</summary>
    public IReadOnlyList<TrialPlan> Trials => Plan.Trials;
}
