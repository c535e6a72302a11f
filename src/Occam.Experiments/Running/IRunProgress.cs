namespace Occam.Experiments.Running;

/// <summary>Whoever watches a run. Watching decides nothing.</summary>
public interface IRunProgress
{
    /// <summary>What the run is doing now, for phases without steps.</summary>
    void Phase(string description);

    /// <summary>A training stands at a step; called often.</summary>
    void Stepped(string series, long step, long steps);

    /// <summary>A computation has come so far; called often.</summary>
    /// <param name="computation">Its name.</param>
    /// <param name="done">What is done.</param>
    /// <param name="of">Of how much; 0 where that is not known.</param>
    void Computed(string computation, long done, long of);

    /// <summary>A training was observed.</summary>
    void Observed(string series, long step, IReadOnlyDictionary<string, double> values);

    /// <summary>A training has ended.</summary>
    void Ended(string series, long step);
}
