using Occam.Numerics.Errors;

namespace Occam.Measures.Examples;

/// <summary>
/// What becomes of each example over the observations of a training: when it is learnt, how often it is forgotten, and its means. Everything is
/// with respect to the observed steps: what happens between two observations is not seen. <see cref="State"/> holds all of it, so that an
/// interrupted training goes on to the same values, bit for bit.
/// </summary>
public sealed class ExampleHistory
{
    private readonly double[] _learnt, _firstLearnt, _forgotten, _right, _losses, _outputErrors;
    private readonly double[] _progress;

    /// <summary>A history without observations.</summary>
    /// <param name="examples">n, at least 1.</param>
    public ExampleHistory(int examples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        (_learnt, _firstLearnt, _forgotten) = (new double[examples], new double[examples], new double[examples]);
        (_right, _losses, _outputErrors, _progress) = (new double[examples], new double[examples], new double[examples], [0, -1]);
        _learnt.AsSpan().Fill(double.NaN);
        _firstLearnt.AsSpan().Fill(double.NaN);
    }

    /// <summary>n.</summary>
    public int ExampleCount => _learnt.Length;

    /// <summary>How many observations have been added.</summary>
    public int ObservationCount => (int)_progress[0];

    /// <summary>The step of the last observation; −1 before the first.</summary>
    public long LastStep => (long)_progress[1];

    /// <summary>
    /// The step of the first observation from which example i was correct in every one up to the last; NaN where it was wrong in the last, or
    /// without observations.
    /// </summary>
    public double[] LearningTime => [.. _learnt];

    /// <summary>The step of the first observation in which example i was correct; NaN where it never was.</summary>
    public double[] FirstLearnt => [.. _firstLearnt];

    /// <summary>
    /// How often example i was correct in one observation and wrong in the next: Toneva et al. 2019, arXiv 1812.05159. 0 for an example that was
    /// never learnt too, which <see cref="FirstLearnt"/> tells apart.
    /// </summary>
    public int[] ForgettingEvents => [.. _forgotten.Select(f => (int)f)];

    /// <summary>The mean of ℓ_i over the observations, in nats; NaN without observations.</summary>
    public double[] MeanLoss => Mean(_losses);

    /// <summary>The mean of ‖prediction − target‖₂ over the observations; NaN without observations.</summary>
    public double[] MeanOutputError => Mean(_outputErrors);

    /// <summary>The fraction of the observations in which example i was correct; NaN without observations.</summary>
    public double[] CorrectFraction => Mean(_right);

    /// <summary>Everything that <see cref="Restore"/> needs, by name; arrays of n values, and "progress" with two. Copies.</summary>
    public IReadOnlyList<(string Name, double[] Values)> State => [.. Parts.Select(part => (part.Name, part.Values.ToArray()))];

    private (string Name, double[] Values)[] Parts =>
    [
        ("progress", _progress), ("learning_time", _learnt), ("first_learnt", _firstLearnt), ("forgetting_events", _forgotten),
        ("correct_sum", _right), ("loss_sum", _losses), ("output_error_sum", _outputErrors),
    ];

    /// <summary>A history that goes on where the one with this state stopped.</summary>
    /// <exception cref="InputException">An array is missing, or of another length, or not the state of any history.</exception>
    public static ExampleHistory Restore(IReadOnlyList<(string Name, double[] Values)> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] Find(string name) => state.FirstOrDefault(part => part.Name == name).Values
            ?? throw Fault("an array '" + name + "'", state.Count == 0 ? "no arrays" : string.Join(", ", state.Select(part => $"'{part.Name}'")));
        int examples = Find("learning_time").Length;
        if (examples == 0) throw Fault("at least one example", "none");
        ExampleHistory history = new(examples);
        foreach ((string name, double[] values) in history.Parts)
        {
            double[] found = Find(name);
            if (found.Length != values.Length) throw Fault($"{values.Length} values in '{name}'", $"{found.Length}");
            found.CopyTo(values, 0);
        }

        double[] progress = history._progress;
        if (!(progress[0] >= 0 && progress[0] <= int.MaxValue && progress[1] >= -1 && progress[1] <= long.MaxValue / 2 && progress.All(double.IsInteger)))
            throw Fault("a number of observations and a step in 'progress'", $"{progress[0]} and {progress[1]}");
        return history;
    }

    /// <summary>Adds an observation, later than all before.</summary>
    /// <param name="step">The step of the training.</param>
    /// <param name="correct">[n], whether the class was predicted.</param>
    /// <param name="losses">[n], ℓ_i in nats.</param>
    /// <param name="outputErrors">[n], ‖prediction − target‖₂.</param>
    public void Add(long step, ReadOnlySpan<bool> correct, ReadOnlySpan<double> losses, ReadOnlySpan<double> outputErrors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, LastStep);
        int n = ExampleCount;
        if (correct.Length != n || losses.Length != n || outputErrors.Length != n)
            throw new ArgumentException($"Example history: expected {n} values of each kind, got {correct.Length}, {losses.Length} and {outputErrors.Length}. Observe the same examples every time.");
        for (int i = 0; i < n; i++)
        {
            // An example is in a correct streak exactly where the streak's start is a number.
            bool before = !double.IsNaN(_learnt[i]);
            if (correct[i] && !before) _learnt[i] = step;
            if (correct[i] && double.IsNaN(_firstLearnt[i])) _firstLearnt[i] = step;
            if (!correct[i] && before) (_learnt[i], _forgotten[i]) = (double.NaN, _forgotten[i] + 1);
            _right[i] += correct[i] ? 1 : 0;
            _losses[i] += losses[i];
            _outputErrors[i] += outputErrors[i];
        }

        (_progress[0], _progress[1]) = (_progress[0] + 1, step);
    }

    private static InputException Fault(string expected, string got) =>
        new("State of an example history", expected, got, "Start the history again from the first observation.");

    private double[] Mean(double[] sums) => [.. sums.Select(sum => sum / _progress[0])];
}
