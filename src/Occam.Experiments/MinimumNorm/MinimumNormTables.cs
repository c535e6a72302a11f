using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The tables of <see cref="MinimumNormExperiment"/>.</summary>
internal static class MinimumNormTables
{
    public static IReadOnlyList<ResultTable> All(RunRecord record)
    {
        MinimumNormPlan plan = MinimumNormPlan.Of(record);
        return [Kernels(record, plan), .. plan.Kernels.Any(k => plan.RidgeSize(k) > 0) ? (ResultTable[])[Ridges(record, plan)] : [], ClassNorms(record, plan), Descents(record)];
    }

    private static ResultTable Kernels(RunRecord record, MinimumNormPlan plan) => new(
        "kernels", "Solutions without ridge. The norm is that for k(x, x) = 1 on average; the own norm that for the features as they are",
        ["kernel", "examples", "values", "training error", "test error", "± 95 %", "leave one out", "norm", "own norm", "residual", "passes", "bits"],
        [.. plan.Kernels.SelectMany(k => plan.SizesOf(k).Select(n => Row(record, k, KernelValues.Of(record, k, n))))]);

    private static IReadOnlyList<Cell> Row(RunRecord record, string kernel, KernelValues v)
    {
        if (!v.IsSolved) return [kernel, v.Examples, v.Dimension, "singular", .. Enumerable.Repeat(default(Cell), 8)];
        (double low, double high) = Intervals.Proportion(v.TestError, record.Laboratory.Data.Test!.Count);
        return [kernel, v.Examples, v.Dimension, v.TrainError, v.TestError, (high - low) / 2, Finite(v.LeaveOneOut), v.Norm, v.OwnNorm, v.Residual, v.Passes, v.Bits];
    }

    private static ResultTable Ridges(RunRecord record, MinimumNormPlan plan) => new(
        "ridges", "Solutions with ridge; λ is in units of the mean of the kernel matrix's diagonal",
        ["kernel", "examples", "λ", "training error", "test error", "norm", "residual"],
        [.. plan.Kernels.Where(k => plan.RidgeSize(k) > 0).SelectMany(k => RidgePath(record, plan, k).Select(v => (IReadOnlyList<Cell>)
            [k, v.Examples, v.Ridge, Finite(v.TrainError), Finite(v.TestError), Finite(v.Norm), Finite(v.Residual)]))]);

    /// <summary>The solution without ridge, then those with one.</summary>
    public static KernelValues[] RidgePath(RunRecord record, MinimumNormPlan plan, string kernel) =>
        [KernelValues.Of(record, kernel, plan.RidgeSize(kernel)), .. KernelValues.OfRidges(record, kernel, plan.RidgeSize(kernel))];

    private static ResultTable ClassNorms(RunRecord record, MinimumNormPlan plan) => new(
        "class-norms", "Norm of each class's weights, at the most training examples of each kernel, without ridge",
        ["kernel", "examples", .. record.Laboratory.Data.Train.ClassNames.Select(c => $"class {c}"), "all"],
        [.. plan.Kernels.Select(k => Norms(record, k, plan.SizesOf(k)[^1]))]);

    private static IReadOnlyList<Cell> Norms(RunRecord record, string kernel, int size) =>
        [kernel, size, .. record.Result(MinimumNormNames.Point(kernel, size), MinimumNormNames.ClassNorms).Select(n => (Cell)Finite(n)), Finite(KernelValues.Of(record, kernel, size).Norm)];

    private static ResultTable Descents(RunRecord record) => new(
        "descents", "Where descent ends; distances and norms over that of the solution of the smallest norm",
        ["descent", "epochs", "distance", "from the solution nearest to the start", "the two solutions apart", "norm", "residual", "test error", "of the smallest norm"],
        [
            Row(record, "one example a step, from zero", MinimumNormNames.Stochastic), Row(record, "all examples a step, from zero", MinimumNormNames.WholeBatch),
            Row(record, "one example a step, from a random start", MinimumNormNames.RandomStart),
        ]);

    private static IReadOnlyList<Cell> Row(RunRecord record, string words, string descent)
    {
        double Last(string result) => record.Result(descent, result)[^1];
        double[] end = record.Result(descent, MinimumNormNames.End);
        return
        [
            words, Last(MinimumNormNames.Epochs), Last(MinimumNormNames.Distance), Last(MinimumNormNames.OwnDistance), end[0], end[4] / end[1], Last(MinimumNormNames.Residual), end[2], end[3],
        ];
    }
}
