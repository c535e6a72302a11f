using Occam.Measures.Examples;
using Occam.Measures.Planning;

namespace Occam.Experiments.Watching;

/// <summary>
/// What becomes of each example of the probe: when it is learnt, how often it is forgotten, its means over the observations, and its gradient,
/// loss and predicted class at the last one. Everything is left as arrays, one value an example, in the order of the probe
/// (<see cref="Trials.LaboratoryPlan.ProbeOf"/>); there is no metric.
/// </summary>
public sealed class HistoryWatch : TrialWatch
{
    /// <summary>The step from which the example stayed right; NaN where it was wrong at the end: <see cref="ExampleHistory.LearningTime"/>.</summary>
    public const string LearningTime = "learning-time";

    /// <summary>The step at which it was first right; NaN where it never was.</summary>
    public const string FirstLearnt = "first-learnt";

    /// <summary>How often it was right in one observation and wrong in the next.</summary>
    public const string Forgetting = "forgetting";

    /// <summary>The mean of its loss over the observations, in nats.</summary>
    public const string MeanLoss = "mean-loss";

    /// <summary>The mean of ‖prediction − target‖₂ over the observations.</summary>
    public const string MeanOutputError = "mean-output-error";

    /// <summary>The fraction of the observations in which it was right.</summary>
    public const string CorrectFraction = "correct-fraction";

    /// <summary>‖g_i‖ at the last observation, in nats/parameter.</summary>
    public const string Norms = "norms";

    /// <summary>cos(g_i, ḡ) at the last observation.</summary>
    public const string Alignments = "alignments";

    /// <summary>Its loss at the last observation, in nats.</summary>
    public const string Losses = "losses";

    /// <summary>The class that was predicted at the last observation; −1 where an output is NaN.</summary>
    public const string Predicted = "predicted";

    /// <summary>The class that was predicted at most observations; of several the first.</summary>
    public const string UsualPrediction = "usual-prediction";

    private const string Counts = "prediction-counts";
    private static readonly string[] LastNames = [Norms, Alignments, Losses, Predicted];
    private readonly ExampleScores _scores = new();
    private double[][] _last;
    private readonly double[] _counts;
    private readonly int _classes;
    private ExampleHistory _history;

    private HistoryWatch(int examples, int classes)
    {
        (_classes, _counts) = (classes, new double[examples * classes]);
        _history = new ExampleHistory(examples);
        _last = [.. LastNames.Select(_ => Enumerable.Repeat(double.NaN, examples).ToArray())];
    }

    /// <summary>A watch of every example of the probe.</summary>
    public static Func<WatchSite, TrialWatch> Of() => site => new HistoryWatch(site.Probe.Count, Math.Max(2, site.Train.ClassCount));

    /// <inheritdoc/>
    public override IReadOnlyList<IMeasure> ProbeMeasures => [_scores];

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> State => [.. _history.State.Select(part => new NamedArray(part.Name, part.Values)), new(Counts, _counts), .. Last];

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> Arrays =>
    [
        new(LearningTime, _history.LearningTime), new(FirstLearnt, _history.FirstLearnt), new(Forgetting, [.. _history.ForgettingEvents.Select(f => (double)f)]),
        new(MeanLoss, _history.MeanLoss), new(MeanOutputError, _history.MeanOutputError), new(CorrectFraction, _history.CorrectFraction), new(UsualPrediction, Usual()), .. Last,
    ];

    private IEnumerable<NamedArray> Last => LastNames.Zip(_last, (name, values) => new NamedArray(name, values));

    /// <inheritdoc/>
    public override IEnumerable<Metric> Observe(TrialPoint at)
    {
        _history.Add(at.Step, _scores.Correct, _scores.Losses, _scores.OutputErrors);
        for (int i = 0; i < _scores.Predicted.Length; i++)
        {
            if (_scores.Predicted[i] >= 0) _counts[(i * _classes) + _scores.Predicted[i]]++;
        }

        _last = [_scores.Norms, _scores.Alignments, _scores.Losses, [.. _scores.Predicted.Select(p => (double)p)]];
        return [];
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyList<NamedArray> state)
    {
        _history = ExampleHistory.Restore([.. state.Select(array => (array.Name, array.Values))]);
        state.First(array => array.Name == Counts).Values.CopyTo(_counts, 0);
        _last = [.. LastNames.Select(name => state.First(array => array.Name == name).Values)];
    }

    private double[] Usual()
    {
        double[] usual = new double[_counts.Length / _classes];
        for (int i = 0; i < usual.Length; i++)
        {
            ReadOnlySpan<double> counts = _counts.AsSpan(i * _classes, _classes);
            for (int k = 1; k < _classes; k++) usual[i] = counts[k] > counts[(int)usual[i]] ? k : usual[i];
        }

        return usual;
    }
}
