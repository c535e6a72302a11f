using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Explaining;

/// <summary>The tables of <see cref="Explain"/>.</summary>
internal static class ExplainTables
{
    private const double Halfway = 0.5;

    public static IReadOnlyList<ResultTable> All(RunRecord record) =>
        [TrialTables.Summary(record), Gradients(record), Minima.Table(record), new CorruptedLabels(record, record.Trial(Explain.PartlySeries)).Table()];

    /// <summary>What the gradients say when half of the labels are fitted: at that point the trainings are equally far.</summary>
    private static ResultTable Gradients(RunRecord record) => new(
        "gradients", $"Gradients at {Halfway:P0} training accuracy",
        ["quantity", .. record.Trials.SelectMany(t => (string[])[t.Series, "± error"])],
        [
            Row(record, "m-coherence (examples)", MetricNames.MCoherence),
            Row(record, "coherence without the diagonal", Measures.Coherence.MCoherence.OffDiagonal),
            Row(record, "simple noise scale (examples)", "noise_scale"),
            Row(record, "gradient regret R (nats/parameter)", Explain.Regret(record.Laboratory)),
            Row(record, "cosine of two minibatches", Explain.Cosine(record.Laboratory)),
            Row(record, "flatness ratio E‖g_b‖/‖ḡ‖", Explain.Flatness(record.Laboratory)),
        ]);

    private static List<Cell> Row(RunRecord record, string label, string metric)
    {
        List<Cell> cells = [label];
        foreach (TrialPlan trial in record.Trials)
        {
            Crossing? crossing = record[trial].FirstCrossing(MetricNames.TrainAccuracy, Halfway, 0);
            cells.Add(Finite(crossing?.Of(record[trial].Values(metric))));
            cells.Add(Finite(crossing?.Of(record[trial].Values($"{metric}_error"))));
        }

        return cells;
    }
}
