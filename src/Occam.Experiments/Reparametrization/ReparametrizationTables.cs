using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Reparametrization;

/// <summary>The tables of <see cref="ReparametrizationExperiment"/>.</summary>
internal static class ReparametrizationTables
{
    public static IReadOnlyList<ResultTable> All(RunRecord record)
    {
        AuditRecord audit = new(record);
        return [TrialTables.Summary(record), .. audit.Trials.Select(trial => Quantities(audit, trial)), Lines(audit)];
    }

    private static ResultTable Quantities(AuditRecord audit, TrialPlan trial) => new(
        $"audit-{trial.Series}", trial.Series == Transformation.NormalizedSeries
            ? "Normalized network: the weights before a normalization times α, the same function up to ε"
            : "ReLU network: one layer times α, the next over α, the same function",
        ["measure", "quantity", "α = 1", "error", "α = ½", "α = 2", "α = 4", "finding", "k", "misfit of k"],
        [.. audit.Rows(trial).SelectMany(row => row.Responses.Select((response, layer) => Cells(row, response, layer)))]);

    private static IReadOnlyList<Cell> Cells(AuditRow row, ScalingResponse response, int layer)
    {
        bool power = response.Finding == ScalingResponse.Power;
        string name = row.Quantity.IsPerLayer ? row.Quantity.Name.Replace("LAYER", $"layer {layer + 1}", StringComparison.Ordinal) : row.Quantity.Name;
        return
        [
            row.Quantity.Measure, name, Finite(response.Values[0]), Finite(row.Error), .. response.Values.Skip(1).Select(v => (Cell)Finite(v)),
            response.Finding, power ? response.Exponent : (double?)null, power ? response.Misfit : (double?)null,
        ];
    }

    private static ResultTable Lines(AuditRecord audit) => new(
        "badges", "Under α-scaling of a pair of layers, each measure's quantities are", ["measure", "finding"],
        [.. Badges.Of(audit.Rows(audit.Trial(Transformation.ReluSeries))).Select(line => (IReadOnlyList<Cell>)[line.Key, line.Value])]);
}
