using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The tables of <see cref="MatrixCompletionExperiment"/>.</summary>
internal static class MatrixTables
{
    public static IReadOnlyList<ResultTable> All(MatrixRecord record) => [Recovered(record), Watched(record)];

    private static ResultTable Recovered(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        List<IReadOnlyList<Cell>> rows = [];
        foreach (int observed in plan.Observed)
        {
            foreach (int depth in plan.Depths)
            {
                for (int start = 0; start < plan.Starts.Length; start++)
                    rows.Add(Row(observed, string.Create(CultureInfo.InvariantCulture, $"{depth} factors, start {plan.Starts[start]:0.##e-0}"), q => record.Fits(depth, observed, start, q)));
            }

            if (plan.Completes) rows.Add(Row(observed, "least nuclear norm", q => record.Leasts(observed, q)));
        }

        rows.Add(Row(0, "the matrix itself", q => [.. Enumerable.Range(0, plan.Draws).Select(draw => q(record.Truth(draw)))]));
        return new ResultTable(
            "recovered", string.Create(CultureInfo.InvariantCulture, $"What is recovered, over {plan.Draws} matrices; errors are geometric means with 95 % intervals, the rest means"),
            ["observations", "by", "error, all entries", "low", "high", "error, observations", "nuclear norm", "effective rank", "steps", "proven gap"], rows);
    }

    private static IReadOnlyList<Cell> Row(int observed, string by, Func<Func<MatrixValues, double>, double[]> values)
    {
        Sample? error = MatrixRecord.Geometric(values(v => v.Error));
        return
        [
            observed, by, Finite(error?.Mean), Finite(error?.Low), Finite(error?.High), values(v => v.Loss).Average(), values(v => v.NuclearNorm).Average(),
            Finite(values(v => v.EffectiveRank).Average()), values(v => v.Steps).Average(), Finite(values(v => v.Gap).Max()),
        ];
    }

    private static ResultTable Watched(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        int shown = Math.Min(plan.Rank + 1, Math.Min(SingularPaths.Kept, plan.Size));
        return new ResultTable(
            "watched", string.Create(CultureInfo.InvariantCulture, $"Watched descents, {plan.Few:N0} observations: singular values at the end"),
            ["factors", "matrix", .. Enumerable.Range(1, shown).Select(r => $"σ{r}"), "least error", "at step", "error of the speeds", "imbalance", $"delay of σ{plan.Rank}", "alignment"],
            [
                .. plan.PathDepths.SelectMany(depth => Enumerable.Range(0, plan.Draws).Select(draw => (depth, draw, Path: record.Path(depth, draw)))).Select(at => (IReadOnlyList<Cell>)
                [
                    at.depth, at.draw + 1, .. Enumerable.Range(0, shown).Select(r => (Cell)at.Path.Value(r)[^1]), at.Path.Errors.Min(), at.Path.Steps[Array.IndexOf(at.Path.Errors, at.Path.Errors.Min())],
                    Finite(at.Path.SpeedError()), Finite(at.Path.Imbalances.Max()), Finite(at.Path.Delay(plan.Rank)), Finite(at.Path.Alignment(plan.Size)),
                ]),
            ]);
    }
}
