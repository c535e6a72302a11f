using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Tests.Dense;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Tests.Operators;

public sealed class TraceTests
{
    [Fact]
    public void Signs_see_a_diagonal_exactly()
    {
        HutchinsonResult result = Hutchinson.Estimate(FunctionOperator.Diagonal(1, -2, 4), new Seed(1), 7);
        Assert.Equal(new TraceEstimate(3, 0, 7, 7), result.Trace);
        Assert.Equal(new TraceEstimate(21, 0, 7, 7), result.SquaredTrace);
        Assert.Equal(9.0 / 21, result.EffectiveRank, 1e-15);
        Assert.Equal(0, result.EffectiveRankError, 1e-15);
        Assert.Equal(40, Hutchinson.Estimate(FunctionOperator.Diagonal([.. Enumerable.Repeat(0.3, 40)]), new Seed(1), 2).EffectiveRank, 1e-12);
    }

    [Theory]
    [InlineData(ProbeDistribution.Rademacher)]
    [InlineData(ProbeDistribution.Normal)]
    public void The_oracle_is_within_three_errors_and_the_error_is_that_of_theory(ProbeDistribution distribution)
    {
        SpectralOracle oracle = SpectralOracle.Read();
        using Workers workers = new(1);
        double[] a = oracle.Matrix();
        HutchinsonResult result = Hutchinson.Estimate(new DenseOperator(workers, a, oracle.Order), new Seed(2), 2000, distribution);
        Assert.InRange(Math.Abs(result.Trace.Value - oracle.Trace), 0, 3 * result.Trace.Error);
        Assert.InRange(Math.Abs(result.SquaredTrace.Value - oracle.SquaredTrace), 0, 3 * result.SquaredTrace.Error);
        Assert.InRange(Math.Abs(result.EffectiveRank - (oracle.Trace * oracle.Trace / oracle.SquaredTrace)), 0, 3 * result.EffectiveRankError);

        // Var zᵀAz = 2‖A‖_F² for normal z, less 2·Σ a[i,i]² for signs. A sample variance of 2,000 is right to 5 % or so.
        double diagonal = Enumerable.Range(0, oracle.Order).Sum(i => a[i * (oracle.Order + 1)] * a[i * (oracle.Order + 1)]);
        double variance = 2 * (oracle.SquaredTrace - (distribution == ProbeDistribution.Rademacher ? diagonal : 0));
        Assert.InRange(result.Trace.Error / Math.Sqrt(variance / 2000), 0.9, 1.1);
    }

    [Fact]
    public void One_probe_has_no_error_and_none_is_refused()
    {
        HutchinsonResult result = Hutchinson.Estimate(FunctionOperator.Laplacian(5), new Seed(1), 1);
        Assert.True(double.IsNaN(result.Trace.Error) && double.IsNaN(result.EffectiveRankError));
        Assert.Throws<InputException>(() => Hutchinson.Estimate(FunctionOperator.Laplacian(5), new Seed(1), 0));
        Assert.True(double.IsNaN(Hutchinson.Estimate(FunctionOperator.Diagonal(0, 0), new Seed(1), 3).EffectiveRank));
    }

    [Fact]
    public void A_low_rank_is_found_exactly_by_the_sketch()
    {
        double[] spectrum = [.. Enumerable.Range(0, 80).Select(i => i < 3 ? 50.0 - i : i < 5 ? -7 : 0)];
        HutchPlusPlusResult result = Sketch(spectrum, 30);
        Assert.Equal(50 + 49 + 48 - 14, result.Value, 1e-11);
        Assert.InRange(result.Error, 0, 1e-11);
        Assert.Equal((10, 10, 30), (result.SketchSize, result.Probes, result.Products));
        Assert.Equal(0, Sketch(new double[20], 9).Value);
    }

    [Fact]
    public void A_sketch_of_the_whole_space_leaves_nothing_to_estimate()
    {
        HutchPlusPlusResult result = Sketch([4, 5, -1], 12);
        Assert.Equal(8, result.Value, 1e-13);
        Assert.Equal((0, 0, 6), (result.Error, result.Probes, result.Products));
    }

    [Fact]
    public void With_a_decaying_spectrum_it_beats_plain_probes_at_the_same_price()
    {
        double[] spectrum = [.. Enumerable.Range(1, 200).Select(i => 1.0 / (i * i))];
        double exact = spectrum.Sum();
        using Workers workers = new(1);
        HutchPlusPlusResult better = Sketch(spectrum, 60);
        HutchinsonResult plain = Hutchinson.Estimate(new DenseOperator(workers, KnownMatrices.WithSpectrum(spectrum), 200), new Seed(9), 60);
        Assert.InRange(Math.Abs(better.Value - exact), 0, 3 * better.Error);
        Assert.InRange(Math.Abs(plain.Trace.Value - exact), 0, 3 * plain.Trace.Error);
        Assert.InRange(better.Error / plain.Trace.Error, 0, 0.2);
    }

    [Fact]
    public void Too_few_products_are_refused() => Assert.Throws<InputException>(() => Sketch([1, 2], 5));

    private static HutchPlusPlusResult Sketch(double[] spectrum, int products)
    {
        using Workers workers = new(2);
        return HutchPlusPlus.Estimate(workers, new DenseOperator(workers, KnownMatrices.WithSpectrum(spectrum), spectrum.Length), new Seed(4), products);
    }
}
