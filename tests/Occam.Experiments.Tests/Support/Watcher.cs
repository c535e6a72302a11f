using Occam.Experiments.Running;

namespace Occam.Experiments.Tests.Support;

/// <summary>Counts what a run reports, and calls <paramref name="atStep"/> at each step of a training and each report of a computation with their number so far.</summary>
internal sealed class Watcher(Action<int>? atStep = null) : IRunProgress
{
    public int Steps { get; private set; }

    /// <summary>Steps and reports of computations.</summary>
    public int Events { get; private set; }

    public List<string> Phases { get; } = [];

    public List<(string Series, long Step)> Observations { get; } = [];

    public List<(string Series, long Step)> Endings { get; } = [];

    public void Phase(string description) => Phases.Add(description);

    public void Stepped(string series, long step, long steps)
    {
        Steps++;
        Happened();
    }

    public void Computed(string computation, long done, long of) => Happened();

    public void Observed(string series, long step, IReadOnlyDictionary<string, double> values) => Observations.Add((series, step));

    public void Ended(string series, long step) => Endings.Add((series, step));

    private void Happened()
    {
        Events++;
        atStep?.Invoke(Events);
    }
}
