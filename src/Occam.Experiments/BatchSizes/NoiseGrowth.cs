using Occam.Experiments.Judging;
using Occam.Experiments.Stability;
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
        Sample sample = growth.Length < 2 ? new Sample(growth[0], growth[0], growth[0]) : Sample.Of(growth);
        sample = sample.AtLeast(measurement);
        return double.IsFinite(sample.Low) && double.IsFinite(sample.High)
            ? claim.Above(0, sample.Mean, sample.Low, sample.High, growth.Length < 2 ? "One training: the interval covers the measured examples alone." : null)
            : claim.Judge(sample.Mean, null, null, Verdict.Undecided, "There is no interval.");
    }

    /// <summary>The noise scale at the end of the base's trainings with the middle batch, mean over repetitions; NaN where it is not known.</summary>
    public static double Last(RunRecord record, BatchGrid grid) =>
        BatchResults.Repetitions(grid, grid.Base, grid.Base.Batch).Average(p => record.Result(p.Name, BatchTraining.NoiseScale)[^1]);

    private static double Square(double x) => x * x;
}
