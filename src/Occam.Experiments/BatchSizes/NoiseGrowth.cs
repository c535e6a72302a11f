using Occam.Experiments.Judging;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.BatchSizes;

/// <summary>The gradient noise scale along the base setting's trainings, and what it says about a batch size.</summary>
internal static class NoiseGrowth
{
    /// <summary>Steps: before and after the labels are begun to be learnt, and before they are fitted and no gradient is left.</summary>
    private const int EarlyStep = 10, LateStep = 100;

    public static Claim Judge(ClaimInfo claim, RunRecord record, BatchGrid grid)
    {
        BatchPoint[] trainings = [.. BatchResults.Repetitions(grid, grid.Base, grid.Base.Batch)];
        double[] steps = record.Result(trainings[0].Name, BatchTraining.Steps);
        int early = Array.IndexOf(steps, EarlyStep), late = Array.IndexOf(steps, LateStep);
        double[][] scales = [.. trainings.Select(p => record.Result(p.Name, BatchTraining.NoiseScale))], errors = [.. trainings.Select(p => record.Result(p.Name, BatchTraining.NoiseScaleError))];
        if (early < 0 || late < 0) return claim.Undecided("There were too few steps to observe it at both.");
        if (scales.Any(s => !(s[early] > 0 && s[late] > 0))) return claim.Undecided("The noise scale could not be measured at both times.");
        double[] growth = [.. scales.Select(s => Elementary.Log(s[late] / s[early]))];
        double measurement = Math.Sqrt(scales.Zip(errors, (s, e) => Square(e[early] / s[early]) + Square(e[late] / s[late])).Sum()) / growth.Length;
        if (growth.Length >= BatchResults.FewestForSpread)
        {
            Sample sample = Sample.Of(growth).AtLeast(measurement);
            return claim.Above(0, sample.Mean, sample.Low, sample.High);
        }

        double mean = growth.Average(), half = Intervals.Z * measurement;
        return double.IsFinite(half)
            ? claim.Above(0, mean, mean - half, mean + half, $"With {growth.Length} repetition(s) the interval covers the choice of measured examples, not the seeds.")
            : claim.Judge(mean, null, null, Verdict.Undecided, "There is no interval.");
    }

    /// <summary>The noise scale where a training was last observed with one, mean over repetitions; NaN where there never was one.</summary>
    public static double Last(RunRecord record, BatchGrid grid, BatchPoint point)
    {
        double[] last =
        [
            .. BatchResults.Repetitions(grid, point, point.Batch).Select(p => record.Result(p.Name, BatchTraining.NoiseScale).LastOrDefault(double.IsFinite, double.NaN)).Where(double.IsFinite),
        ];
        return last.Length == 0 ? double.NaN : last.Average();
    }

    private static double Square(double x) => x * x;
}
