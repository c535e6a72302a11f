using Occam.Experiments.Judging;

namespace Occam.Experiments.Reparametrization;

/// <summary>What became of one quantity of one network: one response, or one a layer.</summary>
/// <param name="Quantity">The quantity.</param>
/// <param name="Responses">Its values at every α.</param>
/// <param name="Error">Its standard error at α = 1; NaN where it has none, or several values.</param>
internal sealed record AuditRow(AuditedQuantity Quantity, IReadOnlyList<ScalingResponse> Responses, double Error)
{
    /// <summary>The finding in words; of layers the worst.</summary>
    public string Finding => ((string[])[ScalingResponse.Breaks, ScalingResponse.Power, ScalingResponse.Invariant]).FirstOrDefault(
        finding => Responses.Any(r => r.Finding == finding), ScalingResponse.Undefined);

    /// <summary>The largest relative change; NaN where nothing was measured.</summary>
    public double LargestChange => Responses.Select(r => r.LargestChange).Where(c => !double.IsNaN(c)).DefaultIfEmpty(double.NaN).Max();
}
