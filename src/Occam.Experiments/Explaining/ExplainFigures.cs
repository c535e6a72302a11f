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
            .. record.Trials.Select(trial => CurveFigures.PerLayer(record, trial)),
        ];
    }
}
