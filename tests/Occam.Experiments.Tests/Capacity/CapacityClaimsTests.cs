using Occam.Experiments.Capacity;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Capacity;

/// <summary>Every claim of the capacity experiment, on records made for it: two networks, n of 100 and 400, three draws, two repetitions, 100 test examples.</summary>
public sealed class CapacityClaimsTests
{
    /// <summary>The 97.5 % point of Student's distribution with 2 degrees of freedom; published tables have 4.303.</summary>
    private const double T2 = 4.302652729749464;

    [Fact]
    public void Fitting_random_labels()
    {
        Judged(Claim("network-fits-random-labels", new Made()), Verdict.Held, 1, 1, 1);
        // Draws 0.4, 0.5, 0.6: error 0.1/√3.
        Claim open = Claim("network-fits-random-labels", new Made { Network = [0.4, 0.5, 0.6] });
        Assert.Equal((Verdict.Undecided, 0.5), (open.Verdict, open.Measured!.Value));
        Assert.Equal(0.5 - (T2 * 0.1 / Math.Sqrt(3)), open.Low!.Value, 1e-9);
        Assert.StartsWith("At n = 400. Training falls short", open.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_linear_model_falls()
    {
        // 1 at n = 100; at n = 400 half-spaces reach 0.5, and counting allows 0.6.
        Judged(Claim("linear-complexity-falls", new Made()), Verdict.Held, 0.4, 0.4, 0.5);
        Judged(Claim("linear-complexity-falls", new Made { Linear = [1, 1, 1], LinearAtMost = 1 }), Verdict.Undecided, 0, 0, 0);
        // What is not reached may be there: a fall of what is reached alone proves nothing.
        Judged(Claim("linear-complexity-falls", new Made { LinearAtMost = 1 }), Verdict.Undecided, 0, 0, 0.5);
        Assert.Equal(Verdict.Undecided, Claim("linear-complexity-falls", new Made { Names = "mlp:8,lenet" }).Verdict);
    }

    [Fact]
    public void The_Rademacher_bound()
    {
        // R̂ = 1 and 3 √(ln(2/0.05)/(2n)) at n = 400; for the linear model R̂ is between 0.5 and 0.6.
        double deviation = 3 * Math.Sqrt(Math.Log(40) / 800);
        Judged(Claim("rademacher-bound-vacuous", new Made()), Verdict.Held, 1 + deviation, 1 + deviation, 1 + deviation);
        // Training that reaches little contradicts nothing; a count that allows little does.
        Claim open = Claim("rademacher-bound-vacuous", new Made { Network = [0.1, 0.1, 0.1] });
        Judged(open, Verdict.Undecided, 0.1 + deviation, 0.1 + deviation, 1 + deviation);
        Assert.Equal("At n = 400. What is reached may fall short: counting allows 1.204.", open.Note);
        Judged(Claim("rademacher-bound-vacuous", new Made { Network = [0.1, 0.1, 0.1], NetworkAtMost = 0.5 }), Verdict.Contradicted, 0.1 + deviation, 0.1 + deviation, 0.5 + deviation);
        Judged(Claim("linear-bound-not-vacuous", new Made()), Verdict.Held, 0.4 - deviation, 0.4 - deviation, 0.5 - deviation);
        Judged(Claim("linear-bound-not-vacuous", new Made { LinearAtMost = 1 }), Verdict.Undecided, -deviation, -deviation, 0.5 - deviation);
        Judged(Claim("linear-bound-not-vacuous", new Made { Linear = [1, 1, 1], LinearAtMost = 1 }), Verdict.Contradicted, -deviation, -deviation, -deviation);
    }

    [Fact]
    public void A_network_whose_labellings_are_not_counted_may_follow_all()
    {
        CapacityRecord unknown = new Made { NetworkAtMost = double.NaN }.Record();
        Assert.Equal((1, 0.6), (unknown.ComplexityAtMost(0, 1), Math.Round(unknown.ComplexityAtMost(1, 1), 9)));
    }

    [Fact]
    public void The_growth_function()
    {
        // The smallest is that of the linear model at n = 400: √(8 (ln Π + ln 80)/400).
        Judged(Claim("vc-bound-vacuous", new Made()), Verdict.Held, Math.Sqrt(8 * (60 + Math.Log(80)) / 400), null, null);
        Claim low = Claim("vc-bound-vacuous", new Made { LinearGrowth = 10 });
        Judged(low, Verdict.Contradicted, Math.Sqrt(8 * (10 + Math.Log(80)) / 400), null, null);
        Assert.Equal("At n = 400. Model: linear.", low.Note);
        Assert.Equal(Verdict.Undecided, Claim("vc-bound-vacuous", new Made { Growth = double.NaN, LinearGrowth = double.NaN }).Verdict);
    }

    [Fact]
    public void Norm_bounds()
    {
        Claim held = Claim("norm-bounds-vacuous", new Made());
        Assert.Equal(Verdict.Held, held.Verdict);
        // Norm 0.001 and margins of 1: what is left is the deviation at n = 400, with the share of a power of 1.1.
        Claim small = Claim("norm-bounds-vacuous", new Made { Norm = 0.001 });
        Assert.Equal(Verdict.Contradicted, small.Verdict);
        Assert.InRange(small.Measured!.Value, 3 * Math.Sqrt(Math.Log(40) / 800), 3 * Math.Sqrt((Math.Log(40) + 20) / 800));
        Assert.Equal(Verdict.Undecided, Claim("norm-bounds-vacuous", new Made { TrainError = 0.1 }).Verdict);
    }

    [Fact]
    public void Norms_of_random_labels()
    {
        // Twice as large in every repetition, with the same margin.
        Claim larger = Claim("norms-larger-random", new Made());
        Assert.Equal((Verdict.Held, 2.0), (larger.Verdict, Math.Round(larger.Measured!.Value, 9)));
        Assert.Equal(Verdict.Contradicted, Claim("norms-larger-random", new Made { RandomNorms = 0.5 }).Verdict);
        Assert.Equal(Verdict.Undecided, Claim("norms-larger-random", new Made { Margin = -1 }).Verdict);
    }

    [Fact]
    public void Norms_against_the_number_of_examples()
    {
        // Norms are the same at both n, and so the bounds go with 1/√n: half.
        Claim falls = Claim("norm-bounds-grow", new Made());
        Assert.Equal((Verdict.Contradicted, 0.5), (falls.Verdict, Math.Round(falls.Measured!.Value, 9)));
        Assert.EndsWith("Gap: 0.3 at the smallest n, 0.1 at the largest.", falls.Note, StringComparison.Ordinal);
        Assert.Equal(Verdict.Held, Claim("norm-bounds-grow", new Made { Rise = 8 }).Verdict);
        Assert.Equal(Verdict.Contradicted, Claim("norm-bounds-grow", new Made { Rise = 8, LastTestError = 0.4 }).Verdict);
    }

    [Fact]
    public void Stability()
    {
        // The largest change on test examples is 0.3, on the left-out example 0.5; n = 50.
        Judged(Claim("stability-bound-vacuous", new Made()), Verdict.Held, 1 + (101 * Math.Sqrt(Math.Log(20) / 100)), null, null);
        Judged(Claim("stability-bound-vacuous", new Made { Change = 0, OwnChange = 0 }), Verdict.Undecided, Math.Sqrt(Math.Log(20) / 100), null, null);
        Judged(Claim("random-labels-less-stable", new Made()), Verdict.Held, 0.15, 0.15, 0.15);
        Judged(Claim("random-labels-less-stable", new Made { RandomChange = 0.1 }), Verdict.Contradicted, -0.2, -0.2, -0.2);
    }

    [Fact]
    public void Leave_one_out()
    {
        // Left-out examples have the loss 0.1 + 0.5, test examples 0.2.
        Judged(Claim("leave-one-out-is-test-loss", new Made()), Verdict.Contradicted, 0.4, 0.4, 0.4);
        Judged(Claim("leave-one-out-is-test-loss", new Made { OwnChange = 0.15 }), Verdict.Held, 0.05, 0.05, 0.05);
    }

    [Fact]
    public void A_bound_below_its_gap_contradicts()
    {
        Assert.Equal(Verdict.Held, Claim("no-bound-below-gap", new Made()).Verdict);
        // R̂ ≤ 0.05 allows 0.25, far below the gap of 0.5 on random labels.
        Claim broken = Claim("no-bound-below-gap", new Made { LinearAtMost = 0.05 });
        Assert.Equal(Verdict.Contradicted, broken.Verdict);
        Assert.StartsWith("The smallest is that of Rademacher, counted, linear, random labels. At n = 400.", broken.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_from_below_is_no_bound_below_a_gap()
    {
        Assert.Equal(Verdict.Held, Claim("no-bound-below-gap", new Made { Linear = [0, 0, 0] }).Verdict);
        // Nothing changed that was seen: √(ln 20/100) is left, the gap is 0.1 or 0.8.
        Made still = new() { Change = 0, RandomChange = 0, OwnChange = 0 };
        Judged(Claim("no-bound-below-gap", still), Verdict.Held, Math.Sqrt(Math.Log(20) / 100) - 0.1, Math.Sqrt(Math.Log(20) / 100) - 0.1, null);
        Judged(Claim("no-bound-below-gap", still with { TestLoss = 0.9 }), Verdict.Undecided, Math.Sqrt(Math.Log(20) / 100) - 0.8, Math.Sqrt(Math.Log(20) / 100) - 0.8, null);
        Assert.Equal(Verdict.Contradicted, Claim("no-bound-below-gap", still with { TestLoss = 0.9, LinearAtMost = 0.05 }).Verdict);
    }

    [Theory]
    [InlineData(1, "vacuous")]
    [InlineData(0.99, "no better than a coin")]
    [InlineData(0.5, "no better than a coin")]
    [InlineData(0.49, "says something")]
    public void The_worth_of_a_bound(double bound, string worth) => Assert.Equal(worth, CapacityTables.Worth(bound));

    [Theory]
    [InlineData(1, 1.2, "vacuous")]
    [InlineData(0.6, 1, "no better than a coin, or vacuous")]
    [InlineData(0.6, 0.9, "no better than a coin")]
    [InlineData(0.4, 0.9, "open")]
    [InlineData(0.1, double.PositiveInfinity, "open")]
    [InlineData(0.1, 0.4, "says something")]
    public void Only_a_bound_that_is_known_from_above_says_something(double least, double most, string worth) => Assert.Equal(worth, CapacityTables.Worth(least, most));

    [Fact]
    public void The_linear_model_is_not_called_explained_by_what_training_reaches()
    {
        // Reached 0.1, counted 1: 0.304 to 1.204.
        IReadOnlyList<ResultTable> tables = CapacityTables.All(new Made { Linear = [0.1, 0.1, 0.1], LinearAtMost = 1 }.Record());
        Assert.Equal("open", tables.Single(t => t.Id == "complexity").Rows[3][^1].Text);
        Assert.Equal(["vacuous", "open"], tables.Single(t => t.Id == "bounds").Rows.Skip(5).Take(2).Select(row => row[7].Text));
    }

    [Fact]
    public void The_bound_of_the_largest_change_is_not_shown_twice()
    {
        CapacityRecord record = new Made().Record();
        ResultTable bounds = CapacityTables.All(record).Single(t => t.Id == "bounds");
        Assert.Equal(5 + 5 + 1, bounds.Rows.Count);
        Assert.All(CapacityTables.All(record), table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
    }

    private static Claim Claim(string id, Made made) => CapacityClaims.Judge(made.Record()).Single(c => c.Id == id);

    /// <summary>What a run would have recorded.</summary>
    private sealed record Made
    {
        public string Names { get; init; } = "mlp:8,linear";

        public double[] Network { get; init; } = [1, 1, 1];

        public double[] Linear { get; init; } = [0.5, 0.5, 0.5];

        public double Growth { get; init; } = 500;

        public double LinearGrowth { get; init; } = 60;

        /// <summary>What counting allows R̂ to be at n = 400.</summary>
        public double NetworkAtMost { get; init; } = 1;

        public double LinearAtMost { get; init; } = 0.6;

        public double TestLoss { get; init; } = 0.2;

        public double Norm { get; init; } = 100;

        public double RandomNorms { get; init; } = 2;

        public double Rise { get; init; } = 1;

        public double Margin { get; init; } = 1;

        public double TrainError { get; init; }

        public double LastTestError { get; init; } = 0.1;

        public double Change { get; init; } = 0.3;

        public double RandomChange { get; init; } = 0.45;

        public double OwnChange { get; init; } = 0.5;

        public CapacityRecord Record() => new(Of(100, 2, [], Array));

        private double[] Array(string name) => name.StartsWith("plan-", StringComparison.Ordinal) ? Planned(name["plan-".Length..])
            : name.StartsWith("fit-", StringComparison.Ordinal) ? Fit(name) : Left(name);

        private double[] Planned(string result) => result switch
        {
            "counts" => [3, 2, 3, 50, 0.05],
            "sizes" => [100, 400],
            "networks" => [.. Names.Select(c => (double)c)],
            "growth" => [Growth, Growth, LinearGrowth, LinearGrowth],
            "facts" => [100, 500, 8, 2, 2, 1],
            "patterns" => [100, Patterns(NetworkAtMost), 100, Patterns(LinearAtMost)],
            "lengths" => [200, 100, 2, 800, 400, 2],
            _ => throw new KeyNotFoundException(result),
        };

        /// <summary>ln N at which the complexity of N sign vectors of length 400 is at most t; 100 and 300 are more than all of 100 and of 400.</summary>
        private static double Patterns(double t) => t == 1 ? 300 : 400 * (((1 + t) * Math.Log(1 + t)) + ((1 - t) * Math.Log(1 - t))) / 2;

        private double[] Fit(string name)
        {
            string[] parts = name.Split('-');
            (bool random, bool large, int repetition) = (parts[^3] == "random", parts[^4] == "400", int.Parse(parts[^2], System.Globalization.CultureInfo.InvariantCulture));
            double[] draws = name.Contains("linear", StringComparison.Ordinal) ? Linear : Network;
            double scale = (random ? RandomNorms : 1) * (large ? Rise : 1);
            return parts[^1] switch
            {
                "values" => [large && random ? draws[repetition - 1] : 1, 10, TrainError, random ? 0.5 : large ? LastTestError : 0.3],
                "margins" => [.. Enumerable.Repeat(Margin, 100)],
                _ => [scale * Norm, scale * Norm, scale * Norm, scale * Norm, scale * 3, 2],
            };
        }

        private double[] Left(string name)
        {
            double change = !name.StartsWith("without", StringComparison.Ordinal) ? 0 : name.Contains("random", StringComparison.Ordinal) ? RandomChange : Change;
            if (name.EndsWith("test-losses", StringComparison.Ordinal)) return [0.2 + change, 0.2 + change];
            double own = name.StartsWith("without", StringComparison.Ordinal) ? OwnChange : 0;
            return name.EndsWith("left-out-losses", StringComparison.Ordinal) ? [.. Enumerable.Repeat(0.1 + own, 3)] : [0.1, 0, TestLoss, 0.05];
        }
    }
}
