using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Evidence;

/// <summary>The tables of <see cref="EvidenceExperiment"/>.</summary>
internal static class EvidenceTables
{
    public static IReadOnlyList<ResultTable> All(RunRecord record)
    {
        EvidencePlan plan = EvidencePlan.Of(record);
        return [Linear(record, plan), .. plan.NetworkLambdas.Length == 0 ? (ResultTable[])[] : [Network(record, plan)]];
    }

    private static ResultTable Linear(RunRecord record, EvidencePlan plan) => new(
        "linear", "Logistic regression against λ; on random labels means over the draws",
        [
            "λ", "E, true (nats)", "C, true", "Occam factor, true", "test cross-entropy, true", "test accuracy, true", "training accuracy, true", "E, random", "smallest E, random",
            "Occam factor, random", "test cross-entropy, random", "training accuracy, random", "largest |bias|", "largest ‖∇C‖",
        ],
        [.. plan.Lambdas.Select((lambda, at) => Row(record, plan, lambda, at))]);

    private static IReadOnlyList<Cell> Row(RunRecord record, EvidencePlan plan, double lambda, int at)
    {
        double True(string result) => record.Result(EvidenceNames.Linear(0), result)[at];
        double[] Random(string result) => [.. Enumerable.Range(1, plan.Draws).Select(l => record.Result(EvidenceNames.Linear(l), result)[at])];
        double Largest(string result) => Random(result).Append(True(result)).Max(Math.Abs);
        return
        [
            lambda, True(EvidenceNames.Evidence), True(EvidenceNames.Objective), True(EvidenceNames.Occam), True(EvidenceNames.TestLoss), True(EvidenceNames.TestAccuracy),
            True(EvidenceNames.TrainAccuracy), Random(EvidenceNames.Evidence).Average(), Random(EvidenceNames.Evidence).Min(), Random(EvidenceNames.Occam).Average(),
            Random(EvidenceNames.TestLoss).Average(), Random(EvidenceNames.TrainAccuracy).Average(), Largest(EvidenceNames.Bias), Largest(EvidenceNames.GradientNorm),
        ];
    }

    private static ResultTable Network(RunRecord record, EvidencePlan plan) => new(
        "network", "A small network by Laplace's approximation",
        ["labels", "λ", "E, Gauss-Newton (nats)", "E, Hessian (nats)", "C", "training accuracy", "test accuracy", "test cross-entropy", "‖∇C‖", "point"],
        [.. Enumerable.Range(0, plan.NetworkDraws + 1).SelectMany(l => plan.NetworkLambdas.Select(lambda => Row(l, lambda, NetworkValues.Of(record, l, lambda))))]);

    private static IReadOnlyList<Cell> Row(int labels, double lambda, NetworkValues values) =>
    [
        labels == 0 ? "true" : $"random {labels}", lambda, Finite(values.GaussNewton), Finite(values.Hessian), values.Objective, values.TrainAccuracy, values.TestAccuracy,
        Finite(values.TestLoss), values.GradientNorm, !values.IsStationary ? "not stationary" : values.NonPositive > 0 ? "stationary, Hessian not positive" : "minimum",
    ];
}
