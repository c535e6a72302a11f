namespace Occam.Numerics.Operators;

/// <summary>What the probes of <see cref="Hutchinson"/> say.</summary>
/// <param name="Trace">tr A.</param>
/// <param name="SquaredTrace">tr A², which is ‖A‖_F² for a symmetric matrix.</param>
/// <param name="EffectiveRank">(tr A)²/tr A²: n equal eigenvalues give n. NaN for the zero matrix. Biased by the order of 1/probes.</param>
/// <param name="EffectiveRankError">Its standard error by the delete-one jackknife; NaN for one probe.</param>
public sealed record HutchinsonResult(TraceEstimate Trace, TraceEstimate SquaredTrace, double EffectiveRank, double EffectiveRankError);
