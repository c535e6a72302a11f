namespace Occam.Numerics.Errors;

/// <summary>A computation left the finite numbers or failed to converge; the message says where, and what to try.</summary>
public sealed class NumericalException(string what, string expected, string got, string remedy)
    : Exception(new Fault(what, expected, got, remedy).ToString())
{
    /// <summary>The four parts of the message.</summary>
    public Fault Fault { get; } = new(what, expected, got, remedy);
}
