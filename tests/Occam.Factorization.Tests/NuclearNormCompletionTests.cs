using MathNet.Numerics.LinearAlgebra.Double;
using Occam.Factorization.NuclearNorm;
using Occam.Factorization.Objectives;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Tests;

public sealed class NuclearNormCompletionTests
{
    // ‖A‖_*² = ‖A‖_F² + 2|det A| for 2 × 2, so the unknown entry x of [[x, 1], [1, d]] minimizes x² + 2 + d² + 2|xd − 1|.
    [Theory]
    [InlineData(0.0, 0.0, 2.0)]
    [InlineData(0.5, 0.5, 2.0)]
    [InlineData(2.0, 0.5, 2.5)]
    [InlineData(-2.0, -0.5, 2.5)]
    [InlineData(-0.5, -0.5, 2.0)]
    public void One_unknown_entry(double corner, double expected, double norm)
    {
        using Workers workers = new(1);
        NuclearNormSolution solution = NuclearNormCompletion.Solve(workers, Problems.Observed(2, 2, null, 1, 1, corner), new NuclearNormSettings(0, 1e-9));
        Assert.Equal(norm, solution.NuclearNorm, 1e-8);
        Assert.Equal(expected, solution.Matrix[0], 1e-4);
        Assert.InRange(solution.RelativeGap, -1e-14, 1e-9);
    }

    [Fact]
    public void Nothing_unknown_and_no_tolerance()
    {
        using Workers workers = new(1);
        NuclearNormSolution solution = NuclearNormCompletion.Solve(workers, Problems.Observed(2, 3, 3, 0, 0, 0, -4, 0), new NuclearNormSettings(0, 1e-10));
        Assert.Equal([3, 0, 0, 0, -4, 0], solution.Matrix);
        Assert.Equal(7, solution.NuclearNorm, 1e-12);
        Assert.Equal(7, solution.LowerBound, 1e-8);
    }

    [Fact]
    public void The_tolerance_makes_every_entry_of_one_row_smaller_by_it()
    {
        // Of one row the nuclear norm is the length.
        using Workers workers = new(1);
        NuclearNormSolution solution = NuclearNormCompletion.Solve(workers, Problems.Observed(1, 3, 3.5, null, -4.5), new NuclearNormSettings(0.5, 1e-10));
        Assert.Equal(5, solution.NuclearNorm, 1e-8);
        Assert.Equal(0, solution.Matrix[1], 1e-6);
    }

    [Theory]
    [InlineData(30, 30, 2, 500)]
    [InlineData(20, 35, 3, 300)]
    [InlineData(35, 20, 3, 300)]
    public void The_proof_holds_by_another_program(int rows, int columns, int rank, int count)
    {
        using Workers workers = new(2);
        Observations observed = Problems.Completion(rows, columns, rank, count).Observed;
        NuclearNormSettings settings = new(1e-3, 1e-6);
        NuclearNormSolution solution = NuclearNormCompletion.Solve(workers, observed, settings);
        Assert.InRange(solution.RelativeGap, 0, 1e-6);
        Assert.Equal(DenseMatrix.OfColumnMajor(columns, rows, solution.Matrix).Svd(false).S.Sum(), solution.NuclearNorm, 1e-9);
        Assert.InRange(DenseMatrix.OfColumnMajor(columns, rows, solution.Dual).L2Norm(), 0, 1);
        double bound = 0;
        HashSet<int> places = [.. observed.Places];
        for (int i = 0; i < observed.Count; i++)
        {
            int place = observed.Places[i];
            Assert.InRange(solution.Matrix[place], observed.Values[i] - settings.Tolerance, observed.Values[i] + settings.Tolerance);
            bound += (solution.Dual[place] * observed.Values[i]) - (settings.Tolerance * Math.Abs(solution.Dual[place]));
        }

        Assert.Equal(bound, solution.LowerBound, 1e-10);
        Assert.All(Enumerable.Range(0, rows * columns).Where(at => !places.Contains(at)), at => Assert.Equal(0, solution.Dual[at]));
    }

    [Fact]
    public void Enough_observations_of_a_low_rank_give_it_back()
    {
        using Workers workers = new(2);
        (double[] truth, Observations observed) = Problems.Completion(30, 30, 2, 650);
        NuclearNormSolution solution = NuclearNormCompletion.Solve(workers, observed, new NuclearNormSettings(0, 1e-7));
        Assert.InRange(Vectors.Distance(truth, solution.Matrix) / Vectors.Norm(truth), 0, 1e-3);
    }

    [Fact]
    public void An_end_before_the_gap_is_closed_says_so()
    {
        using Workers workers = new(1);
        List<int> seen = [];
        NuclearNormSolution solution = NuclearNormCompletion.Solve(
            workers, Problems.Completion(30, 30, 2, 300).Observed, new NuclearNormSettings(0, 1e-12, 50), (iteration, gap) => seen.Add(gap > 0 ? iteration : -1));
        Assert.Equal([20, 40, 50], seen);
        Assert.Equal(50, solution.Iterations);
        Assert.True(solution.RelativeGap > 1e-12);
    }

    [Fact]
    public void Threads_decide_no_digit()
    {
        using Workers one = new(1), three = new(3);
        Observations observed = Problems.Completion(120, 130, 6, 4000).Observed;
        NuclearNormSettings settings = new(MostIterations: 10);
        Assert.Equal(NuclearNormCompletion.Solve(one, observed, settings).Matrix, NuclearNormCompletion.Solve(three, observed, settings).Matrix);
    }
}
