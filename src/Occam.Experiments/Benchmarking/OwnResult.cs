namespace Occam.Experiments.Benchmarking;

/// <summary>Occam's own times in a row.</summary>
/// <param name="Time">The work of the row.</param>
/// <param name="Plain">The plain step, measured in turn with it, in rows about overhead.</param>
/// <param name="FloatingPointOperations">Multiplications and additions of one repetition; 0 where the number says little.</param>
public sealed record OwnResult(Measurement Time, Measurement? Plain, double FloatingPointOperations)
{
    /// <summary>The most operations a second that the same threads reached in the same run; 0 where that was not measured.</summary>
    public double Peak { get; init; }
}
