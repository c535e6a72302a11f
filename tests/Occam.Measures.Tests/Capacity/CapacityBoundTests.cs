using Occam.Measures.Capacity;

namespace Occam.Measures.Tests.Capacity;

/// <summary>Complexities against all 2ⁿ draws of σ, bounds against generate_capacity.py.</summary>
public sealed class CapacityBoundTests
{
    private const double Tolerance = 1e-12;

    private static readonly double[][] Examples = [[1, 2], [-0.5, 1], [2, -1], [0.3, 0.4], [-1, -1], [0, 1.5]];

    [Fact]
    public void The_complexity_of_a_ball_is_the_mean_length_of_the_signed_sum()
    {
        // sup over ‖w‖ ≤ B of ⟨w, Σ σ_i x_i⟩ is B‖Σ σ_i x_i‖.
        double exact = 3 * AllSigns(6).Average(signs => Length(Signed(Examples, signs))) / 6;
        double bound = EmpiricalRademacher.Linear(3, Examples.Sum(x => (x[0] * x[0]) + (x[1] * x[1])), 6);
        Assert.InRange(exact, 0.8 * bound, bound);
    }

    [Fact]
    public void For_orthogonal_examples_the_bound_is_the_complexity()
    {
        double[][] orthogonal = [[3, 0], [0, 4]];
        double exact = 2 * AllSigns(2).Average(signs => Length(Signed(orthogonal, signs))) / 2;
        Assert.Equal(5, exact, Tolerance);
        Assert.Equal(exact, EmpiricalRademacher.Linear(2, 25, 2), Tolerance);
    }

    [Fact]
    public void Massart_bounds_every_finite_class()
    {
        // Thresholds on a line label six points in seven ways.
        int[][] thresholds = [.. Enumerable.Range(0, 7).Select(t => Enumerable.Range(0, 6).Select(i => i < t ? -1 : 1).ToArray())];
        double exact = AllSigns(6).Average(signs => thresholds.Max(h => h.Zip(signs, (a, b) => a * b).Sum()) / 6.0);
        Assert.InRange(exact, 0.3, EmpiricalRademacher.Massart(Math.Log(7), 6));
        // One function has complexity 0, and so has its bound; all 2ⁿ have 1.
        Assert.Equal(0, EmpiricalRademacher.Massart(0, 6));
        Assert.True(EmpiricalRademacher.Massart(6 * Math.Log(2), 6) >= 1);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.69)]
    public void Signs_are_bounded_by_the_smallest_of_the_bounds_that_their_moments_give(double rate)
    {
        // min over λ of (ln N / n + ln cosh λ)/λ, on a fine grid; with λ²/2 for ln cosh λ it is Massart's.
        double smallest = Enumerable.Range(1, 400_000).Min(k => (rate + Math.Log(Math.Cosh(k / 20_000.0))) / (k / 20_000.0));
        double bound = EmpiricalRademacher.OfSigns(1000 * rate, 1000);
        Assert.Equal(smallest, bound, 1e-6);
        Assert.InRange(bound, 0, Math.Min(1, EmpiricalRademacher.Massart(1000 * rate, 1000)));
    }

    [Fact]
    public void The_bound_of_signs_holds_for_thresholds_and_ends_at_one()
    {
        int[][] thresholds = [.. Enumerable.Range(0, 7).Select(t => Enumerable.Range(0, 6).Select(i => i < t ? -1 : 1).ToArray())];
        double exact = AllSigns(6).Average(signs => thresholds.Max(h => h.Zip(signs, (a, b) => a * b).Sum()) / 6.0);
        Assert.InRange(exact, 0.3, EmpiricalRademacher.OfSigns(Math.Log(7), 6));
        Assert.Equal(0, EmpiricalRademacher.OfSigns(0, 6), Tolerance);
        Assert.Equal(1, EmpiricalRademacher.OfSigns(6 * Math.Log(2), 6));
        Assert.Equal(1, EmpiricalRademacher.OfSigns(50, 6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_of_one_hidden_unit_stay_below_the_bounds_of_their_class(bool path)
    {
        // Directions of length 1 in the norm of the class; the supremum over them falls short of that over all networks of the class.
        double[][] directions = [.. Enumerable.Range(0, 720).Select(d => Unit(Math.PI * d / 360, path))];
        double exact = AllSigns(6).Average(signs => directions.Max(u => Math.Abs(Examples.Zip(signs, (x, s) => s * Math.Max(0, (u[0] * x[0]) + (u[1] * x[1]))).Sum())) / 6);
        double bound = path
            ? EmpiricalRademacher.Path(1, 2, 2, Math.Max(Examples.Sum(x => x[0] * x[0]), Examples.Sum(x => x[1] * x[1])), 6)
            : EmpiricalRademacher.Frobenius(1, 2, Examples.Sum(x => (x[0] * x[0]) + (x[1] * x[1])), 6);
        Assert.InRange(exact, 0.2 * bound, bound);
    }

    [Fact]
    public void The_constants_of_the_norm_bounds()
    {
        Assert.Equal(6.532230067546425, EmpiricalRademacher.Frobenius(3, 2, 16, 4), Tolerance);
        Assert.Equal(7.343240492042449, EmpiricalRademacher.Path(3, 2, 5, 16, 4), Tolerance);
    }

    [Fact]
    public void The_constants_of_the_bounds()
    {
        Assert.Equal(0.5880968373959763, RademacherBound.OfSigns(0.3, 200, 0.05), Tolerance);
        Assert.Equal(0.41610163138446093, RademacherBound.OfMargin(0.1, 0.05, Math.Log(20) + 1.5, 500), Tolerance);
        Assert.Equal(0.6319367076702042, UniformStability.Bound(0.01, 1, 100, 0.05), Tolerance);
        Assert.Equal(0.4461067614545628, VapnikChervonenkis.Bound(120, 5000, 0.05), Tolerance);
    }

    [Fact]
    public void The_shares_of_the_failure_add_up_to_less_than_one()
    {
        double sum = 0;
        for (int k = -2000; k <= 2000; k++)
        {
            // A little below the k-th power, so that rounding up ends at it.
            (double ratio, double price) = MarginBound.RoundedUp(Math.Pow(1.1, k - 0.5));
            if (Math.Abs(k) < 50) Assert.Equal(Math.Pow(1.1, k), ratio, Math.Pow(1.1, k) * 1e-12);
            sum += Math.Exp(-price);
        }

        Assert.InRange(sum, 0.7, 1);
    }

    [Fact]
    public void The_best_margin_is_picked_and_those_that_are_not_positive_are_not()
    {
        // Norm 2 and margin 1: Λ = 2 rounds up to 1.1⁸ = 2.14358881, whose share is δ/243.
        double expected = 0.2 + (2 * 2.14358881 * 0.01) + (3 * Math.Sqrt((Math.Log(2 / 0.05) + Math.Log(243)) / 2000));
        Assert.Equal(expected, MarginBound.Smallest([(-1, 0), (0, 0), (1, 0.2)], 2, 0.01, 1000, 0.05), 1e-9);
        Assert.True(MarginBound.Smallest([(1, 0.2), (0.5, 0)], 2, 0.01, 1000, 0.05) < expected);
        Assert.Equal(double.NaN, MarginBound.Smallest([(-1, 0), (0, 0)], 2, 0.01, 1000, 0.05));
    }

    [Theory]
    [InlineData(1, 5, 10)]
    [InlineData(2, 3, 8)]
    [InlineData(2, 4, 14)]
    [InlineData(2, 5, 22)]
    [InlineData(3, 5, 30)]
    public void Half_spaces_label_points_in_as_many_ways_as_Cover_counts(int dimensions, int points, int ways) =>
        Assert.Equal(Math.Log(ways), VapnikChervonenkis.LogHalfSpaces(dimensions, points), Tolerance);

    [Theory]
    [InlineData(784, 2000, 1336.4898754627)]
    [InlineData(784, 20000, 3304.3299068692)]
    [InlineData(50, 51, 35.3505062086)]
    [InlineData(50, 52, 36.0436533891)]
    public void Large_counts_agree_with_whole_numbers(int dimensions, int points, double log) =>
        Assert.Equal(log, VapnikChervonenkis.LogHalfSpaces(dimensions, points), 1e-8);

    private static IEnumerable<int[]> AllSigns(int n) => Enumerable.Range(0, 1 << n).Select(bits => Enumerable.Range(0, n).Select(i => ((bits >> i) & 1) == 1 ? 1 : -1).ToArray());

    private static double[] Signed(double[][] examples, int[] signs) => [examples.Zip(signs, (x, s) => s * x[0]).Sum(), examples.Zip(signs, (x, s) => s * x[1]).Sum()];

    private static double Length(double[] v) => Math.Sqrt((v[0] * v[0]) + (v[1] * v[1]));

    private static double[] Unit(double angle, bool path)
    {
        (double x, double y) = (Math.Cos(angle), Math.Sin(angle));
        double scale = path ? Math.Abs(x) + Math.Abs(y) : 1;
        return [x / scale, y / scale];
    }
}
