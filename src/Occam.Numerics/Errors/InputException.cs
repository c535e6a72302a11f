namespace Occam.Numerics.Errors;

/// <summary>Something a person asked for cannot be done as asked: a bad setting, shape, name or value. All faults of a plan are reported together.</summary>
public sealed class InputException : Exception
{
    /// <summary>Reports one fault.</summary>
    public InputException(string what, string expected, string got, string remedy)
        : this([new Fault(what, expected, got, remedy)])
    {
    }

    /// <summary>Reports every fault that was found.</summary>
    public InputException(IReadOnlyList<Fault> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>The faults, in the order in which they were found.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
