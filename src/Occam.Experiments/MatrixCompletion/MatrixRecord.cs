using Occam.Experiments.Judging;
using Occam.Numerics.Simd;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>What claims, tables and figures read of a run.</summary>
internal sealed class MatrixRecord(RunRecord record)
{
    public MatrixPlan Plan { get; } = MatrixPlan.Of(record);

    public MatrixValues Fit(FitPoint at) => MatrixValues.Of(record, MatrixNames.Fit(at));

    public MatrixValues Least(int observed, int draw) => MatrixValues.Of(record, MatrixNames.Least(observed, draw));

    public MatrixValues Truth(int draw) => MatrixValues.Of(record, MatrixNames.Truth(draw));

    public double[] TruthSpectrum(int draw) => record.Result(MatrixNames.Truth(draw), MatrixNames.Spectrum);

    public SingularPath Path(int depth, int draw) => SingularPath.Of(record, depth, draw);

    /// <summary>A quantity of one descent of every matrix.</summary>
    public double[] Fits(int depth, int observed, int start, Func<MatrixValues, double> quantity) =>
        [.. Enumerable.Range(0, Plan.Draws).Select(draw => quantity(Fit(new FitPoint(depth, observed, start, draw))))];

    /// <summary>A quantity of the least nuclear norm's matrix of every draw.</summary>
    public double[] Leasts(int observed, Func<MatrixValues, double> quantity) => [.. Enumerable.Range(0, Plan.Draws).Select(draw => quantity(Least(observed, draw)))];

    /// <summary>Whether a descent has come to its goal.</summary>
    public bool IsFitted(FitPoint at) => Fit(at).Loss <= Plan.Goal;

    /// <summary>The geometric mean of positive numbers with the interval of its logarithm; null if there is another number among them. Several <paramref name="intervals"/> of which one is picked are made wide enough to hold together.</summary>
    public static Sample? Geometric(IEnumerable<double> values, int intervals = 1)
    {
        double[] logs = [.. values.Select(v => v > 0 && double.IsFinite(v) ? Elementary.Log(v) : double.NaN)];
        if (logs.Any(double.IsNaN)) return null;
        Sample mean = Sample.Of(logs, intervals);
        return new Sample(Elementary.Exp(mean.Mean), Elementary.Exp(mean.Low), Elementary.Exp(mean.High));
    }
}
