using Occam.Experiments.Judging;
using Occam.Numerics.Statistics;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>What was seen of a watched descent.</summary>
/// <param name="Steps">When.</param>
/// <param name="Spectra">The largest singular values at each time, [times, kept].</param>
/// <param name="Errors">Mean squared error over all entries.</param>
/// <param name="Predicted">Speeds by the theorem, as <paramref name="Spectra"/>.</param>
/// <param name="Measured">Speeds in a trial step.</param>
/// <param name="Shares">The part of the squared gradient on the diagonal of the singular vectors.</param>
/// <param name="Imbalances">How far the factors are from balanced.</param>
internal sealed record SingularPath(double[] Steps, double[] Spectra, double[] Errors, double[] Predicted, double[] Measured, double[] Shares, double[] Imbalances)
{
    // What rounding leaves beside the diagonal.
    private const double LeastShare = 1e-30;

    /// <summary>How many values are kept.</summary>
    public int Kept => Spectra.Length / Steps.Length;

    public static SingularPath Of(RunRecord record, int depth, int draw)
    {
        string path = MatrixNames.Path(depth, draw);
        return new SingularPath(
            record.Result(path, MatrixNames.Steps), record.Result(path, MatrixNames.Spectra), record.Result(path, MatrixNames.Errors), record.Result(path, MatrixNames.Predicted),
            record.Result(path, MatrixNames.Measured), record.Result(path, MatrixNames.Shares), record.Result(path, MatrixNames.Imbalances));
    }

    /// <summary>Value r at every time.</summary>
    public double[] Value(int r) => [.. Enumerable.Range(0, Steps.Length).Select(at => Spectra[(at * Kept) + r])];

    /// <summary>‖predicted − measured‖/‖measured‖ over all times but the first, where all values are equal and their vectors arbitrary.</summary>
    public double SpeedError()
    {
        double error = 0, size = 0;
        for (int at = Kept; at < Measured.Length; at++)
        {
            double difference = Predicted[at] - Measured[at];
            (error, size) = (error + (difference * difference), size + (Measured[at] * Measured[at]));
        }

        return Math.Sqrt(error / size);
    }

    /// <summary>The first value beyond the rank over the last within it, at the end.</summary>
    public double Beyond(int rank) => Spectra[^(Kept - rank)] / Spectra[^(Kept - rank + 1)];

    /// <summary>Steps until value <paramref name="rank"/> has half of its last size, over those of value 1: how much later it is learnt.</summary>
    public double Delay(int rank) => HalfTime(rank - 1) / HalfTime(0);

    /// <summary>Root mean square of the gradient's diagonal in the singular vectors over that of the rest, the median of the second half.</summary>
    public double Alignment(int size)
    {
        double[] ratios = [.. Shares.Skip(Shares.Length / 2).Where(double.IsFinite).Select(share => Math.Sqrt(share / Math.Max(1 - share, LeastShare) * (size - 1)))];
        return ratios.Length == 0 ? double.NaN : Quantiles.Median(ratios);
    }

    private double HalfTime(int r)
    {
        double[] values = Value(r);
        int at = Array.FindIndex(values, v => v >= values[^1] / 2);
        if (at == 0) return Steps[0];
        double part = ((values[^1] / 2) - values[at - 1]) / (values[at] - values[at - 1]);
        return Steps[at - 1] + (part * (Steps[at] - Steps[at - 1]));
    }
}
