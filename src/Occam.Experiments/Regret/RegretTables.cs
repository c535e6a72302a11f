using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Regret;

/// <summary>The tables of <see cref="RegretExperiment"/>.</summary>
internal static class RegretTables
{
    private static readonly (string Quantity, string Name)[] Quantities =
    [
        (RegretNames.Regret, "gradient regret"), (RegretNames.Norm, "minibatch gradient norm"), (RegretNames.Cosine, "batch cosine"), (RegretNames.Flatness, "flatness ratio"),
    ];

    public static IReadOnlyList<ResultTable> All(RunRecord record) =>
        [TrialTables.Summary(record), Tracking(record), .. record.Trials.Any(t => t.Test is null) ? (ResultTable[])[] : [Convex(record)], .. Rescaled(record)];

    /// <summary>τ of every quantity with the gap, for each size of minibatch.</summary>
    public static IReadOnlyList<(string Name, Estimate Tau)> Taus(RunRecord record) =>
    [
        .. RegretNames.Minibatches(record).SelectMany(size => Quantities.Select(q => ($"{q.Name}, minibatch {size}", GapTracking.Of(record, RegretNames.Of(q.Quantity, size)))))
            .Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!.Value)),
    ];

    private static ResultTable Tracking(RunRecord record) => new(
        "tracking", "Kendall's τ with the accuracy gap, over all observations after the first 25 steps",
        ["quantity", "τ", "from", "to"],
        [.. Taus(record).Select(p => (IReadOnlyList<Cell>)[p.Name, Finite(p.Tau.Value), Finite(p.Tau.Low), Finite(p.Tau.High)])]);

    private static ResultTable Convex(RunRecord record) => new(
        "convex", "Logistic regression on two classes: regret in nats, with 95 % intervals",
        ["labels", "minibatches", "global regret", "from", "to", "local at start", "local at minimum", "test gap of a minibatch's fit", "test gap of the whole fit", "largest gradient norm"],
        [.. ((string[])[RegretNames.TrueLabels, RegretNames.RandomLabels]).Select(labels => ConvexRow(record, labels))]);

    private static IReadOnlyList<Cell> ConvexRow(RunRecord record, string labels)
    {
        double[] whole = record.Result(ConvexRegret.ComputationName(labels), ConvexRegret.Whole);
        Estimate global = ConvexClaims.Mean(record, labels, ConvexRegret.Global);
        return
        [
            labels, $"{whole[3]} of {whole[2]}", global.Value, Finite(global.Low), Finite(global.High),
            ConvexClaims.Mean(record, labels, ConvexRegret.LocalStart).Value, ConvexClaims.Mean(record, labels, ConvexRegret.LocalMinimum).Value,
            ConvexClaims.Gap(record, labels).Value, whole[0], whole[1],
        ];
    }

    private static ResultTable[] Rescaled(RunRecord record)
    {
        if (Rescaling.Refusal(record.Laboratory) is not null) return [];
        return [new ResultTable(
            "rescaling", "After a rescaling that keeps the function: first layer times α, second over α",
            ["training", "measure", "α = 1", "α = ½", "α = 2", "α = 4", "finding", "k"],
            [.. RegretClaims.RescaledTrials(record).SelectMany(trial => RescaledRows(record, trial))])];
    }

    private static IEnumerable<IReadOnlyList<Cell>> RescaledRows(RunRecord record, TrialPlan trial) =>
        ((string Result, string Name)[])[(Rescaling.Outputs, "change of the outputs"), .. Rescaling.Whole, (Rescaling.FirstLayer, "m-coherence of the first layer")] switch
        {
            var rows => rows.Select(row =>
            {
                ScalingResponse of = Rescaling.Response(record, trial, row.Result);
                bool measure = row.Result != Rescaling.Outputs;
                return (IReadOnlyList<Cell>)
                [
                    trial.Series, row.Name, .. of.Values.Select(v => (Cell)Finite(v)), measure ? of.Finding : "none",
                    measure && of.Finding == ScalingResponse.Power ? Finite(of.Exponent) : (double?)null,
                ];
            }),
        };
}
