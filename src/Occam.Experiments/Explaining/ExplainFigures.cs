using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Explaining;

/// <summary>The figures of <see cref="Explain"/>.</summary>
internal static class ExplainFigures
{
    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        int n = record.Laboratory.Probe;
        return
        [
            CurveFigures.AgainstSteps(
                record, "accuracy", "Accuracy",
                "Training accuracy is on each twin's own labels, test accuracy on true ones. If the random twin's test accuracy left chance, its labels would not be random.",
                new Axis("accuracy"), (MetricNames.TrainAccuracy, "training"), (MetricNames.TestAccuracy, "test")),
            CurveFigures.AgainstSteps(
                record, "loss", "Loss", "Mean cross-entropy in nats. A test loss that rises while the training loss falls is the price of memorizing.",
                new Axis("loss (nats)", AxisScale.Logarithmic), (MetricNames.TrainLoss, "training"), (MetricNames.TestLoss, "test")),
            CurveFigures.AgainstSteps(
                record, "coherence", "m-coherence",
                "How many examples gain from a step along one example's gradient. The first 25 steps are a transient in which all examples agree on the mean output. Bands are 95 % intervals from the delete-one jackknife.",
                CurveFigures.CoherenceAxis, (MetricNames.MCoherence, "")) with { References = CurveFigures.References(n) },
            CurveFigures.AgainstAccuracy(
                record, "coherence-accuracy", "m-coherence at equal training accuracy",
                "The comparison that counts: equally far in fitting, do the gradients of true labels agree more? If the random twin's curve lay above, coherence would not explain generalization.",
                CurveFigures.CoherenceAxis, MetricNames.MCoherence) with { References = CurveFigures.References(n) },
            CurveFigures.AgainstAccuracy(
                record, "regret", "Gradient regret at equal training accuracy",
                "What one minibatch loses, per unit of step length, by a step that is best for another. If the true twin's curve lay above, regret would not explain generalization.",
                new Axis("gradient regret (nats/parameter)", AxisScale.Logarithmic), Explain.Regret(record.Laboratory)),
            CurveFigures.AgainstAccuracy(
                record, "noise-scale", "Simple noise scale at equal training accuracy",
                "The batch size at which scatter and mean of the gradient are equal; larger batches gain little beyond it. Gaps: the mean cannot be told from zero.",
                new Axis("noise scale (examples)", AxisScale.Logarithmic), "noise_scale"),
            CurveFigures.Groups(
                record, record.Trial(Explain.PartlySeries), "groups", "Pristine and corrupted examples",
                "Training accuracy of the two groups of the partly corrupted training, each on the labels that it is trained on. Corrupted labels are learnt last, by memory.",
                new Axis("training accuracy"), "accuracy", "pristine", "corrupted"),
            CurveFigures.Groups(
                record, record.Trial(Explain.PartlySeries), "groups-coherence", "Coherence within the groups",
                "Coherence without the diagonal: how far the gradients of two different examples of a group agree, from 0 (not at all) to 1. Bands are 95 % intervals.",
                new Axis("coherence without the diagonal"), Measures.Coherence.MCoherence.OffDiagonal, "pristine", "corrupted"),
            .. MemorizedExamples.Panel(record, record.Trial(Explain.PartlySeries)),
            .. MemorizedExamples.Panel(record, record.Trial(Explain.TrueSeries)),
            .. record.Trials.Select(trial => CurveFigures.PerLayer(record, trial)),
        ];
    }
}
