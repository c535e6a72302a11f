using Occam.Experiments.Computing;

namespace Occam.Experiments.Trials;

/// <summary>Everything that a run does: trainings side by side, then computations one after the other.</summary>
/// <param name="Trials">The trainings.</param>
/// <param name="Computations">What is computed after they have ended.</param>
public sealed record ExperimentPlan(IReadOnlyList<TrialPlan> Trials, IReadOnlyList<Computation> Computations)
{
    /// <summary>A plan of trainings alone.</summary>
    public ExperimentPlan(IReadOnlyList<TrialPlan> trials)
        : this(trials, [])
    {
    }
}
