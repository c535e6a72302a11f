using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Measures.Landscape;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>The record of a run of <see cref="LandscapeExperiment"/>, as what the claims are about.</summary>
internal sealed class LandscapeRecord(RunRecord record)
{
    /// <summary>Positions this near to an end of an interpolation say how sharp that end looks.</summary>
    private const double NearEnd = 0.25;

    public RunRecord Record => record;

    /// <summary>How many repetitions the four dense trainings have.</summary>
    public int Repetitions { get; } = Count(record, Small);

    /// <summary>How many repetitions the two residual trainings have.</summary>
    public int ResidualRepetitions { get; } = Count(record, Skip);

    /// <summary>The names of the dense trainings, repetition by repetition.</summary>
    public IReadOnlyList<string> DenseSeries => [.. Enumerable.Range(0, Repetitions).SelectMany(r => Dense.Select(kind => Series(kind, r)))];

    public double[] Positions(string series) => record.Result(Lines(series), LandscapeNames.Positions);

    /// <summary>The losses along each line through a solution.</summary>
    public IReadOnlyList<double[]> Losses(string series, string directions)
    {
        double[] all = record.Result(Lines(series), directions);
        return [.. all.Chunk(Positions(series).Length)];
    }

    /// <summary>How sharp a solution looks along random directions: the mean rise over its lines, in nats.</summary>
    public double Sharpness(string series, string directions) =>
        Losses(series, directions).Average(losses => LandscapeComputations.Rise(Positions(series), losses));

    /// <summary>The share of the loss's curvature along random lines that is negative, a mean over lines.</summary>
    public double NonConvexity(string series) => Losses(series, Filter).Average(losses => LineShape.NonConvexity(losses));

    /// <summary>Barrier of a line between two residual solutions: the largest loss less the larger of the two ends, in nats.</summary>
    public double Barrier(string kind, string statistics)
    {
        double[] losses = record.Result(BetweenResidual(kind), statistics);
        return losses.Max() - Math.Max(losses[0], losses[^1]);
    }

    /// <summary>The two largest eigenvalues at a dense solution.</summary>
    public double[] Eigenvalues(string series) => record.Result(Eigenvectors(series), Values);

    /// <summary>The rise of the loss at −1 and at 1 of the first and of the second eigenvector, in nats; the quadratic model says 1.</summary>
    public double[] EigenRises(string series)
    {
        double[][] plane = Plane(EigenvectorPlane.Name, series, Side(EigenvectorPlane.Name, series));
        int middle = plane.Length / 2;
        double here = plane[middle][middle];
        return [plane[middle][0] - here, plane[middle][^1] - here, plane[0][middle] - here, plane[^1][middle] - here];
    }

    public double Norm(string series) => record.Result(Lines(series), LandscapeNames.Norm)[0];

    public double TestError(string series) => 1 - record[record.Trial(series)].Last(MetricNames.TestAccuracy);

    /// <summary>How sharp the small-batch end (0) or the large-batch end (1) of an interpolation looks, in nats.</summary>
    public double EndRise(string suffix, int repetition, double end)
    {
        string name = Between(suffix, repetition);
        return LineShape.Rise(record.Result(name, LandscapeNames.Positions), record.Result(name, Loss), end, NearEnd);
    }

    /// <summary>|smallest eigenvalue| over the largest; the smallest counts as 0 where it is not negative.</summary>
    public double CurvatureRatio(string series)
    {
        double[] extremes = record.Result(Curvature(series), Extremes);
        return Math.Max(0, -extremes[2]) / extremes[0];
    }

    /// <summary>Whether the smallest eigenvalue lies further below 0 than its residual reaches.</summary>
    public bool IsNegativeCurvatureCertain(string series)
    {
        double[] extremes = record.Result(Curvature(series), Extremes);
        return extremes[2] + extremes[3] < 0;
    }

    /// <summary>The rows of a plane, as many as were computed.</summary>
    public double[][] Plane(string plane, string series, int rows) => [.. Enumerable.Range(0, rows).Select(row => record.Result(Row(plane, series, row), Loss))];

    /// <summary>A side of the square plane of a training: its first row is as long as there are rows.</summary>
    public int Side(string plane, string series) => record.Result(Row(plane, series, 0), Loss).Length;

    public double[] Components(string series, string result) => record.Result(LandscapeNames.Components(series), result);

    /// <summary>The fraction of a path's variance within its first two components.</summary>
    public double PlaneShare(string series) => Components(series, Shares).Take(2).Sum();

    /// <summary>The same for a walk of orthogonal steps of the same lengths.</summary>
    public double WalkShare(string series) => Components(series, WalkShares).Take(2).Sum();

    private static int Count(RunRecord record, string kind) => Enumerable.Range(0, record.Trials.Count + 1).First(r => record.Trials.All(t => t.Series != Series(kind, r)));
}
