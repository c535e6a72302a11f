using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Judging;

/// <summary>What judging reads: the plan, the recorded observations and arrays, nothing else, so that it can be repeated from the run folder.</summary>
public sealed class RunRecord
{
    private readonly LaboratoryPlan? _laboratory;
    private readonly Dictionary<string, Curve> _curves;
    private readonly Func<string, double[]> _array;

    /// <summary>The record of these trainings.</summary>
    /// <param name="laboratory">What the trainings share; null for an experiment that poses its own problem.</param>
    /// <param name="trials">The trainings.</param>
    /// <param name="observations">All observations.</param>
    /// <param name="array">Reads the array of that name.</param>
    public RunRecord(LaboratoryPlan? laboratory, IReadOnlyList<TrialPlan> trials, IEnumerable<Observation> observations, Func<string, double[]> array)
    {
        (_laboratory, Trials, _array) = (laboratory, trials, array);
        _curves = observations.GroupBy(o => o.Series).ToDictionary(g => g.Key, g => new Curve([.. g]));
    }

    private RunRecord(RunRecord whole, IReadOnlyList<TrialPlan> trials) =>
        (_laboratory, Trials, _curves, _array) = (whole._laboratory, trials, whole._curves, whole._array);

    /// <summary>What the trainings share.</summary>
    /// <exception cref="InvalidOperationException">The experiment poses its own problem.</exception>
    public LaboratoryPlan Laboratory => LaboratoryPlan.Demand(_laboratory);

    /// <summary>The trainings, in the order of the plan.</summary>
    public IReadOnlyList<TrialPlan> Trials { get; }

    /// <summary>The observations of one training.</summary>
    public Curve this[TrialPlan trial] => _curves[trial.Series];

    /// <summary>The training of that name.</summary>
    public TrialPlan Trial(string series) => Trials.First(t => t.Series == series);

    /// <summary>The record as far as it is about some of the trainings.</summary>
    public RunRecord Of(IReadOnlyList<TrialPlan> trials) => new(this, trials);

    /// <summary>What a watch of a training has left under that name.</summary>
    public double[] Array(TrialPlan trial, string name) => _array($"{trial.Series}-{name}");

    /// <summary>A result of a computation.</summary>
    public double[] Result(string computation, string result) => _array($"{computation}-{result}");
}
