using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Numerics.Operators;

/// <summary>The trace of A as the mean of zᵀAz over random z (Hutchinson 1990), and that of A² as the mean of ‖Az‖², one product a probe.</summary>
public static class Hutchinson
{
    /// <summary>Estimates tr A, tr A² and (tr A)²/tr A² with errors. Probes are added in the order of their numbers.</summary>
    /// <exception cref="InputException">Fewer than one probe.</exception>
    /// <exception cref="NumericalException">A product is not finite.</exception>
    public static HutchinsonResult Estimate(
        ILinearOperator matrix, Seed seed, int probes = 30, ProbeDistribution distribution = ProbeDistribution.Rademacher, IterationControl control = default)
    {
        if (probes < 1) throw new InputException("Hutchinson's estimate of a trace", "at least 1 probe", $"{probes}", "Ask for 2 or more: one has no standard error.");
        MeteredOperator metered = new(matrix, control);
        double[] z = new double[metered.Dimension], product = new double[z.Length], traces = new double[probes], squares = new double[probes];
        for (int i = 0; i < probes; i++)
        {
            Probes.Fill(distribution, seed, i, z);
            metered.Apply(z, product);
            traces[i] = Reductions.Dot<double>(z, product);
            squares[i] = Reductions.SumOfSquares<double>(product);
        }

        (double rank, double error) = EffectiveRank(traces, squares);
        return new HutchinsonResult(TraceEstimate.From(traces, probes), TraceEstimate.From(squares, probes), rank, error);
    }

    /// <summary>A ratio of means: its error by the delete-one jackknife.</summary>
    private static (double Value, double Error) EffectiveRank(double[] traces, double[] squares)
    {
        double trace = Reductions.Sum<double>(traces), square = Reductions.Sum<double>(squares);
        int n = traces.Length;
        double[] without = new double[n];
        for (int i = 0; i < n; i++) without[i] = Ratio(trace - traces[i], square - squares[i], n - 1);
        return (Ratio(trace, square, n), n < 2 ? double.NaN : Jackknife.StandardError(without));
    }

    private static double Ratio(double trace, double square, int count) => trace * trace / (count * square);
}
