using Occam.Experiments.Judging;
using Occam.Records.Figures;

namespace Occam.Experiments.Evidence;

/// <summary>The figures of <see cref="EvidenceExperiment"/>.</summary>
internal static class EvidenceFigures
{
    private const string Bands = "On random labels the line is the mean over the draws, the band reaches from the smallest to the largest.";

    private static readonly Axis Lambda = new("λ", AxisScale.Logarithmic);

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        EvidencePlan plan = EvidencePlan.Of(record);
        return
        [
            new LineFigure(
                "evidence", "Evidence against λ", $"E = C + ½ Σ ln(λ_i/λ) − N ln 2. Below 0 the linear model is preferred to a coin. {Bands} A mean on random labels below 0 would contradict.",
                Lambda, new Axis("E (nats)"), Pair(record, plan, EvidenceNames.Evidence))
            { References = [new ReferenceLine(ReferenceDirection.Horizontal, 0, "null model")] },
            new LineFigure(
                "test-loss", "Test cross-entropy against λ", $"Mean over test images, on random labels with random test labels. {Bands} On true labels its minimum should lie near that of E.",
                Lambda, new Axis("test cross-entropy (nats)", AxisScale.Logarithmic), Pair(record, plan, EvidenceNames.TestLoss))
            { References = [new ReferenceLine(ReferenceDirection.Horizontal, 0.6931471805599453, "ln 2: a coin")] },
            new LineFigure(
                "occam-factor", "Occam factor against λ", $"What is paid for setting the weights finely, the bias's share included. {Bands}",
                Lambda, new Axis("Occam factor (nats)"), Pair(record, plan, EvidenceNames.Occam)),
            new LineFigure(
                "accuracy", "Accuracy against λ", $"{Bands} At small λ both kinds of labels are fitted; only the evidence tells them apart.",
                Lambda, new Axis("accuracy"),
                [.. Pair(record, plan, EvidenceNames.TrainAccuracy, "training"), .. Pair(record, plan, EvidenceNames.TestAccuracy, "test", PaletteColor.SkyBlue, PaletteColor.Orange)]),
            .. plan.NetworkLambdas.Length == 0 ? (Figure[])[] : [Network(record, plan)],
        ];
    }

    private static LineSeries[] Pair(
        RunRecord record, EvidencePlan plan, string result, string label = "", PaletteColor truth = PaletteColor.Blue, PaletteColor random = PaletteColor.Vermillion)
    {
        double[][] draws = [.. Enumerable.Range(1, plan.Draws).Select(l => record.Result(EvidenceNames.Linear(l), result))];
        double[] Over(Func<IEnumerable<double>, double> of) => [.. plan.Lambdas.Select((_, at) => of(draws.Select(d => d[at])))];
        string suffix = label.Length == 0 ? "" : $", {label}";
        return
        [
            new LineSeries($"true{suffix}", plan.Lambdas, record.Result(EvidenceNames.Linear(0), result)) { Color = truth },
            new LineSeries($"random{suffix}", plan.Lambdas, Over(v => v.Average())) { Color = random, Low = Over(v => v.Min()), High = Over(v => v.Max()) },
        ];
    }

    private static LineFigure Network(RunRecord record, EvidencePlan plan)
    {
        List<LineSeries> series = [];
        for (int l = 0; l <= plan.NetworkDraws; l++)
        {
            NetworkValues[] values = [.. plan.NetworkLambdas.Select(lambda => NetworkValues.Of(record, l, lambda))];
            string name = l == 0 ? "true" : $"random {l}";
            series.Add(new LineSeries($"{name}, Gauss-Newton", plan.NetworkLambdas, [.. values.Select(v => v.GaussNewton)]) { Color = l == 0 ? PaletteColor.Blue : PaletteColor.Vermillion });
            series.Add(new LineSeries($"{name}, Hessian", plan.NetworkLambdas, [.. values.Select(v => v.Hessian)]) { Color = l == 0 ? PaletteColor.SkyBlue : PaletteColor.Orange });
        }

        return new LineFigure(
            "network-evidence", "Evidence of a small network against λ", "By Laplace's approximation about one minimum. Gaps: the Hessian has an eigenvalue that is not positive.",
            Lambda, new Axis("E (nats)"), series)
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, 0, "null model")] };
    }
}
