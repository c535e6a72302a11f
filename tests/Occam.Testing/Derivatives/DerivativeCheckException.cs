namespace Occam.Testing.Derivatives;

/// <summary>At least one derivative check did not hold.</summary>
public sealed class DerivativeCheckException(IReadOnlyList<CheckFailure> failures)
    : Exception($"{failures.Count} derivative checks failed:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}")
{
    public IReadOnlyList<CheckFailure> Failures => failures;
}
