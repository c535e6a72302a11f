using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Expressivity;

/// <summary>The tables of <see cref="ExpressivityExperiment"/>.</summary>
internal static class ExpressivityTables
{
    public static IReadOnlyList<ResultTable> All(RunRecord record)
    {
        ExpressivityPlan plan = ExpressivityPlan.Of(record);
        ResultTable[] tables = [Numbers(record, plan), Classes(record, plan), Trained(record, plan), Slopes(record, plan)];
        return plan.Export == 0 ? tables : [.. tables, Files(plan)];
    }

    private static ResultTable Numbers(RunRecord record, ExpressivityPlan plan) => new(
        "closed-form", "The network with 2n + d parameters: one output, the number of the class",
        [
            "n", "labels", "thresholds", "parameters", "2n + d", "direction taken (draw)", "smallest eigenvalue", "condition number κ₁", "largest weight", "largest residual", "backward error",
            "training accuracy", "test accuracy",
        ],
        [
            .. Rows(plan).SelectMany(at => ExpressivityNames.Thresholds.Select(t => (at.Labels, at.Size, Thresholds: t, V: ExpressivityNames.Number(record, t, at.Labels, at.Size)))).Select(at => (IReadOnlyList<Cell>)
            [
                at.Size, at.Labels, at.Thresholds, at.V.Parameters, (2 * at.Size) + record.Laboratory.Input.Size, at.V.Draw, at.V.SmallestEigenvalue, at.V.Condition, at.V.LargestWeight, at.V.Residual,
                at.V.BackwardError, at.V.TrainAccuracy, at.V.TestAccuracy,
            ]),
        ]);

    private static ResultTable Classes(RunRecord record, ExpressivityPlan plan) => new(
        "classes", $"The same with one output a class, n + d + nK parameters, thresholds: {plan.Thresholds}",
        ["n", "labels", "parameters", "largest residual", "training accuracy", "test accuracy", "m-coherence of cross-entropy", "± error"],
        [
            .. Rows(plan).Select(at => (at, V: ExpressivityNames.Classes(record, at.Labels, at.Size))).Select(at => (IReadOnlyList<Cell>)
                [at.at.Size, at.at.Labels, at.V.Parameters, at.V.Residual, at.V.TrainAccuracy, at.V.TestAccuracy, Finite(at.V.Coherence), Finite(at.V.CoherenceError)]),
        ]);

    private static ResultTable Trained(RunRecord record, ExpressivityPlan plan) => new(
        "trained", "As many parameters, trained by gradients: mlp is a perceptron with cross-entropy, hinges the network of the theorem with mse",
        ["n", "labels", "network", "hidden units", "parameters", "training accuracy", "training loss", "test accuracy", "m-coherence", "± error"],
        [
            .. Rows(plan).SelectMany(at => ExpressivityNames.Trained.Select(kind => (at, kind, V: ExpressivityNames.Training(record, kind, at.Labels, at.Size)))).Select(at => (IReadOnlyList<Cell>)
            [
                at.at.Size, at.at.Labels, at.kind, at.V.Width, at.V.Parameters, Finite(at.V.TrainAccuracy), Finite(at.V.TrainLoss), Finite(at.V.TestAccuracy), Finite(at.V.Coherence),
                Finite(at.V.CoherenceError),
            ]),
        ]);

    private static ResultTable Slopes(RunRecord record, ExpressivityPlan plan) => new(
        "slopes", "Growth of the condition number: k of κ₁ ∝ n^k, over the draws", ["thresholds", "k", "low", "high"],
        [.. ExpressivityNames.Thresholds.Select(t => (t, Slope: ExpressivityClaims.Slopes(record, plan, t))).Select(at => (IReadOnlyList<Cell>)[at.t, at.Slope?.Mean, Finite(at.Slope?.Low), Finite(at.Slope?.High)])]);

    private static ResultTable Files(ExpressivityPlan plan) => new(
        "files", "Left in models/ of the run's folder: occam measure models/NETWORK --data models/EXAMPLES", ["labels", "network with one output", "network with one a class", "examples"],
        [
            .. ExpressivityNames.Labels.Select(labels => (IReadOnlyList<Cell>)
                [labels, ExpressivityModels.Number(labels, plan.Export), ExpressivityModels.Classes(labels, plan.Export), ExpressivityModels.Examples(labels, plan.Export)]),
        ]);

    private static IEnumerable<(int Size, string Labels)> Rows(ExpressivityPlan plan) => plan.Sizes.SelectMany(n => ExpressivityNames.Labels.Select(labels => (n, labels)));
}
