using Occam.Numerics.Errors;
using Occam.Training.Optimizers;
using Occam.Training.Rules;

namespace Occam.Training;

/// <summary>Everything that decides a training besides the network, the data and the seed.</summary>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="BatchSize">Examples in a batch.</param>
/// <param name="Steps">Steps at most.</param>
/// <param name="Schedule">The schedule's text.</param>
/// <param name="WarmUp">Steps of linear rise of the learning rate.</param>
public sealed record TrainingSettings(OptimizerSettings Optimizer, int BatchSize, long Steps, string Schedule = "constant", long WarmUp = 0)
{
    /// <summary>How a batch becomes the gradient that the optimizer gets.</summary>
    public DescentRule Rule { get; init; } = DescentRule.Mean;

    /// <summary>Adds every fault of these settings to a list.</summary>
    public void Check(List<Fault> faults)
    {
        Optimizer.Check(faults);
        Rule.Check(Optimizer, faults);
        if (BatchSize < 1) faults.Add(new Fault("batch-size", "at least 1", $"{BatchSize}", "128 is usual."));
        if (Steps < 1) faults.Add(new Fault("steps", "at least 1", $"{Steps}", "Choose a positive number of steps."));
        if (WarmUp < 0) faults.Add(new Fault("warm-up", "zero or more steps", $"{WarmUp}", "Leave it out for none."));
    }
}
