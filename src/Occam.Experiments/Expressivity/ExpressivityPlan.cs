using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Watching;

namespace Occam.Experiments.Expressivity;

/// <summary>What a run of <see cref="ExpressivityExperiment"/> goes through.</summary>
/// <param name="Sizes">n, ascending.</param>
/// <param name="Draws">Random directions for each.</param>
/// <param name="Thresholds">Where the thresholds of the networks with an output a class and of those left as files stand.</param>
/// <param name="Export">The n whose networks and examples are left as files; 0 for none.</param>
internal sealed record ExpressivityPlan(int[] Sizes, int Draws, string Thresholds, int Export)
{
    /// <summary>The largest n.</summary>
    public int Largest => Sizes[^1];

    /// <summary>The plan as it was written down.</summary>
    public static ExpressivityPlan Of(RunRecord record)
    {
        double[] choices = record.Result(ExpressivityNames.Plan, ExpressivityNames.Choices);
        return new ExpressivityPlan(
            [.. record.Result(ExpressivityNames.Plan, ExpressivityNames.Sizes).Select(n => (int)n)], (int)choices[0], ExpressivityNames.Thresholds[(int)choices[1]], (int)choices[2]);
    }

    /// <summary>Writes the plan beside the results, so that they can be judged from the run folder alone.</summary>
    public Computation Computation() => new(ExpressivityNames.Plan, [ExpressivityNames.Sizes, ExpressivityNames.Choices], _ =>
    [
        new NamedArray(ExpressivityNames.Sizes, [.. Sizes.Select(n => (double)n)]),
        new NamedArray(ExpressivityNames.Choices, [Draws, Thresholds == ExpressivityNames.Previous ? 0 : 1, Export]),
    ]);
}
