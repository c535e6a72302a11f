using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>The figures of <see cref="CoherenceExperiment"/>.</summary>
internal static class CoherenceFigures
{
    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        RunRecord levels = CoherenceExperiment.Levels(record);
        IReadOnlyList<ReferenceLine> lines = CurveFigures.References(record.Laboratory.Probe);
        return
        [
            CurveFigures.AgainstSteps(
                levels, "coherence", "m-coherence through training",
                "How many examples gain from a step along one example's gradient. The claim: a collapse in the first 25 steps, then a rise to a peak, then a decay, and all of it lower "
                + "the more labels are corrupted. Bands are 95 % intervals from the delete-one jackknife.",
                CurveFigures.CoherenceAxis, (MetricNames.MCoherence, "")) with
            {
                References = [.. lines, new ReferenceLine(ReferenceDirection.Vertical, CoherenceShape.Transient, "the first 25 steps")],
            },
            CurveFigures.AgainstAccuracy(
                levels, "coherence-accuracy", "m-coherence at equal training accuracy",
                "The comparison that counts: equally far in fitting, less corruption must lie above more.", CurveFigures.CoherenceAxis, MetricNames.MCoherence) with { References = lines },
            Stopping(levels),
            CurveFigures.AgainstSteps(levels, "accuracy", "Training accuracy", "On each training's own labels.", new Axis("training accuracy"), (MetricNames.TrainAccuracy, "")),
            .. record.Trials.Where(t => t.Series is Corruptions.TrueSeries or Corruptions.RandomSeries or CoherenceExperiment.ConvolutionSeries).Select(t => Layers(record, t)),
        ];
    }

    private static LineFigure Layers(RunRecord record, TrialPlan trial)
    {
        LineFigure figure = CurveFigures.PerLayer(record, trial);
        if (trial.Series != CoherenceExperiment.Layered(record)?.Series) return figure;
        return figure with
        {
            Title = $"m-coherence by layer, {record.Laboratory.NetworkOf(trial).Title} on true labels",
            Caption = "The same quantity within each layer. The claim: where there are convolutions, they lie above dense layers until the labels are fitted. "
                + "Bands are 95 % intervals from the delete-one jackknife.",
        };
    }

    private static LineFigure Stopping(RunRecord levels)
    {
        LineFigure curves = CurveFigures.AgainstSteps(
            levels, "early-stopping", "Test accuracy, and where m-coherence says stop",
            "On true test labels. A mark is the first observation at which m-coherence has fallen to half of its largest value since step 25: only training data were used. "
            + "With partly corrupted labels it must lie above the end of its curve.",
            new Axis("test accuracy"), (MetricNames.TestAccuracy, ""));
        List<LineSeries> marks = [];
        foreach (TrialPlan trial in EarlyStopping.Partly(levels))
        {
            Curve curve = levels[trial];
            if (EarlyStopping.Observation(curve) is not { } stop) continue;
            PaletteColor? color = curves.Series.First(s => s.Name == trial.Series).Color;
            marks.Add(new LineSeries($"{trial.Series}, stop", [curve.Steps[stop]], [curve.Values(MetricNames.TestAccuracy)[stop]]) { Style = LineStyle.Points, Color = color });
        }

        return curves with { Series = [.. curves.Series, .. marks] };
    }
}
