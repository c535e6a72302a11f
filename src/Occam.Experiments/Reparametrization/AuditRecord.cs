using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Reparametrization;

/// <summary>Reads the results of the audits.</summary>
internal sealed class AuditRecord(RunRecord record)
{
    /// <summary>
    /// Below this change a quantity of the normalized network is invariant: the normalization's ε does not scale. Of the other one rounding alone may
    /// change what is invariant.
    /// </summary>
    public const double NormalizedTolerance = 1e-2;

    public static AuditedQuantity PriorKept { get; } = new("log-evidence", "log_evidence_gauss_newton, λ kept");

    public static AuditedQuantity PriorCarried { get; } = new("log-evidence", "log_evidence_gauss_newton, prior carried along");

    public IReadOnlyList<TrialPlan> Trials => record.Trials;

    public TrialPlan Trial(string series) => record.Trial(series);

    /// <summary>The largest change of an output, over all rescalings of a network and all α.</summary>
    public double OutputChange(TrialPlan trial) => Transformation.Alphas.Max(alpha => record.Result(Audit.Name(trial, alpha), Audit.Outputs).Max());

    /// <summary>Every quantity of a network.</summary>
    public IReadOnlyList<AuditRow> Rows(TrialPlan trial)
    {
        double[][] values = [.. Transformation.Alphas.Select(alpha => record.Result(Audit.Name(trial, alpha), Audit.Values))];
        double[] counts = record.Result(Audit.Name(trial, 1), Audit.Counts), errors = record.Result(Audit.Name(trial, 1), Audit.Errors);
        List<AuditRow> rows = [];
        int at = 0;
        foreach ((AuditedQuantity quantity, double count) in AuditedMeasures.Quantities.Zip(counts))
        {
            ScalingResponse[] responses = [.. Enumerable.Range(at, (int)count).Select(i => Response(trial, [.. values.Select(v => v[i])]))];
            rows.Add(new AuditRow(quantity, responses, responses.Length == 1 ? errors[at] : double.NaN));
            at += (int)count;
        }

        return [.. rows, Prior(trial, PriorKept, PriorAudit.Kept), Prior(trial, PriorCarried, PriorAudit.Carried)];
    }

    private AuditRow Prior(TrialPlan trial, AuditedQuantity quantity, string result) =>
        new(quantity, [Response(trial, record.Result(PriorAudit.Name(trial), result))], double.NaN);

    private static ScalingResponse Response(TrialPlan trial, double[] values) => new(
        [.. Transformation.Alphas], values, trial.Series == Transformation.NormalizedSeries ? NormalizedTolerance : ScalingResponse.Rounding);
}
