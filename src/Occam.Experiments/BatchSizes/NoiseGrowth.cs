using Occam.Experiments.Judging;
using Occam.Experiments.Stability;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.BatchSizes;

/// <summary>The gradient noise scale along the base setting's trainings, and what it says about a batch size.</summary>
internal static class NoiseGrowth
{
    private const int Early = 0, Late = 2;

    public static Claim Judge(ClaimInfo claim, RunRecord record, BatchGrid grid)
    {
        BatchPoint[] trainings = [.. BatchResults.Repetitions(grid, grid.Base, grid.Base.Batch)];
        double[][] scales = [.. trainings.Select(p => record.Result(p.Name, BatchTraining.NoiseScale))], errors = [.. trainings.Select(p => record.Result(p.Name, BatchTraining.NoiseScaleError))];
        if (scales[0].Length <= Late) return claim.Undecided("There were too few steps to observe it twice.");
        if (scales.Any(s => !(s[Early] > 0 && s[Late] > 0))) return claim.Undecided("The noise scale could not be measured at both times.");
        double[] growth = [.. scales.Select(s => Elementary.Log(s[Late] / s[Early]))];
        double measurement = Math.Sqrt(scales.Zip(errors, (s, e) => Square(e[Early] / s[Early]) + Square(e[Late] / s[Late])).Sum()) / growth.Length;
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
