using Occam.Experiments.Judging;
using Occam.Experiments.MatrixCompletion;
using Occam.Records;

namespace Occam.Experiments.Tests.MatrixCompletion;

/// <summary>Every branch of every claim of the matrix-completion experiment, on records made for it: two matrices of size 4 and rank 2.</summary>
public sealed class MatrixClaimsTests
{
    [Theory]
    [InlineData(1e-2, 1e-5, Verdict.Held)]
    [InlineData(1e-5, 1e-2, Verdict.Contradicted)]
    public void Deeper_recovers(double shallow, double deep, Verdict verdict)
    {
        Claim claim = Judge("deeper-recovers", new Made { Error = at => at.Depth == 2 ? shallow : deep });
        Assert.Equal((verdict, shallow / deep), (claim.Verdict, claim.Measured!.Value), Near);
    }

    [Fact]
    public void Matrices_that_disagree_leave_it_open()
    {
        Claim claim = Judge("deeper-recovers", new Made { Error = at => at.Depth == 2 ? (at.Draw == 0 ? 1e-1 : 1e-6) : 1e-3 });
        Assert.Equal((Verdict.Undecided, Math.Sqrt(0.1)), (claim.Verdict, claim.Measured!.Value), Near);
        Assert.True(claim.Low < 1 && claim.High > 1);
    }

    [Fact]
    public void Descents_that_have_not_come_to_their_goal_decide_nothing()
    {
        Made made = new() { Loss = at => at is { Depth: 3, Observed: 6, Start: 1, Draw: 1 } ? 2e-6 : 1e-7 };
        const string note = "A descent of depth 3 has not come to its goal: give more steps=, or lower rate=.";
        Assert.All((string[])["deeper-recovers", "rank-falls-with-depth", "start-matters-less-with-depth"], id => Assert.Equal((Verdict.Undecided, note), (Judge(id, made).Verdict, Judge(id, made).Note)));
        Assert.Equal(Verdict.Held, Judge("many-observations-agree", made).Verdict);
        Made many = new() { Loss = at => at.Observed == 48 ? 2e-6 : 1e-7 };
        Assert.Equal("Some descent has not come to its goal: give more steps=, or lower rate=.", Judge("many-observations-agree", many).Note);
        Made shallow = new() { Loss = at => at.Depth == 2 ? 2e-6 : 1e-7 };
        Assert.All((string[])["not-the-least-norm", "lower-rank-than-least-norm"], id => Assert.Equal("A descent of depth 2 has not come to its goal: give more steps=, or lower rate=.", Judge(id, shallow).Note));
    }

    // √4·(√(6·loss) + √(6·loss))/10 of the least norm: 0.0049 for 1e-4, 0.00015 for 1e-7.
    [Theory]
    [InlineData(10.5, 1e-7, Verdict.Held)]
    [InlineData(10.01, 1e-7, Verdict.Held)]
    [InlineData(10.0, 1e-7, Verdict.Contradicted)]
    [InlineData(10.001, 1e-7, Verdict.Contradicted)]
    [InlineData(9.9, 1e-7, Verdict.Contradicted)]
    public void The_least_norm_and_what_residuals_allow(double found, double loss, Verdict verdict) =>
        Assert.Equal(verdict, Judge("not-the-least-norm", new Made { NuclearNorm = _ => found, Loss = _ => loss, LeastLoss = loss }).Verdict);

    [Fact]
    public void Residuals_that_allow_the_difference_leave_it_open()
    {
        Claim claim = Judge("not-the-least-norm", new Made { NuclearNorm = at => at.Draw == 0 ? 10.001 : 10.02 });
        Assert.Equal(Verdict.Undecided, claim.Verdict);
        Assert.StartsWith("Depth 2; residuals allow 0.00015.", claim.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_least_norm_without_proof_decides_nothing()
    {
        Assert.All((string[])["not-the-least-norm", "lower-rank-than-least-norm"], id =>
            Assert.Equal("The search for the least nuclear norm ended before its proof was near enough.", Judge(id, new Made { Gap = 0.002 }).Note));
        Assert.StartsWith("A value is 0, or not a number", Judge("not-the-least-norm", new Made { LeastNorm = 0 }).Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3.0, Verdict.Held)]
    [InlineData(1.5, Verdict.Contradicted)]
    public void Ranks(double least, Verdict verdict)
    {
        Assert.Equal(verdict, Judge("lower-rank-than-least-norm", new Made { LeastRank = least }).Verdict);
        Assert.Equal(verdict, Judge("rank-falls-with-depth", new Made { Rank = at => at.Depth == 2 ? least : 2 }).Verdict);
    }

    [Theory]
    [InlineData(0.1, 0.001, Verdict.Held)]
    [InlineData(0.001, 0.1, Verdict.Contradicted)]
    public void Starts(double shallow, double deep, Verdict verdict)
    {
        Claim claim = Judge("start-matters-less-with-depth", new Made { Error = at => at.Start == 1 ? 1e-4 : at.Depth == 2 ? shallow : deep });
        Assert.Equal((verdict, Math.Log(shallow / deep)), (claim.Verdict, claim.Measured!.Value), Near);
    }

    [Fact]
    public void A_start_that_matters_the_other_way_matters_too() =>
        Assert.Equal((Verdict.Contradicted, -Math.Log(1000)), Verdicts("start-matters-less-with-depth", new Made { Error = at => at is { Depth: 3, Start: 0 } ? 1e-7 : 1e-4 }), Near);

    [Fact]
    public void Agreement()
    {
        Assert.Equal((Verdict.Held, 1e-4), Verdicts("many-observations-agree", new Made { Error = _ => 1e-4 }));
        Assert.Equal((Verdict.Contradicted, 2e-3), Verdicts("many-observations-agree", new Made { Error = at => at is { Observed: 48, Draw: 1 } ? 2e-3 : 1e-4 }));
        Assert.Equal((Verdict.Contradicted, 5e-3), Verdicts("many-observations-agree", new Made { LeastError = 5e-3 }));
        Assert.Equal("There is one number of observations only: give several in observed=.", Judge("many-observations-agree", new Made { Observed = [6] }).Note);
        Assert.Equal("47 observations are not many for 12 unknowns: give 4 times as many in observed=.", Judge("many-observations-agree", new Made { Observed = [6, 47] }).Note);
    }

    [Fact]
    public void Sensing_has_no_least_norm()
    {
        Made made = new() { Completes = false };
        Assert.All((string[])["not-the-least-norm", "lower-rank-than-least-norm"], id => Assert.Equal("The least nuclear norm is sought for completion only.", Judge(id, made).Note));
        Assert.Equal(Verdict.Held, Judge("many-observations-agree", made).Verdict);
    }

    [Fact]
    public void One_depth_or_one_start_compare_nothing()
    {
        Assert.Equal("There is one depth only: give several in depths=.", Judge("deeper-recovers", new Made { Depths = [2] }).Note);
        Assert.Equal("There is one depth or one start only: give several in depths= and starts=.", Judge("start-matters-less-with-depth", new Made { Starts = [0.1] }).Note);
        Assert.Equal("There is one depth only: give several in path-depths=.", Judge("deeper-separates", new Made { PathDepths = [3] }).Note);
    }

    [Theory]
    [InlineData(1.04, Verdict.Held, 0.04)]
    [InlineData(0.9, Verdict.Contradicted, 0.1)]
    public void Speeds(double factor, Verdict verdict, double error)
    {
        (Verdict Verdict, double Measured) judged = Verdicts("speeds-of-the-theorem", new Made { SpeedFactor = depth => depth == 2 ? factor : 1 });
        Assert.Equal(verdict, judged.Verdict);
        Assert.Equal(error, judged.Measured, 1e-12);
    }

    [Fact]
    public void A_miss_of_unbalanced_factors_is_not_the_theorems() => Assert.Equal(
        "The theorem is about balanced factors; steps of this size leave an imbalance of 0.06: lower path-rate=.", Judge("speeds-of-the-theorem", new Made { SpeedFactor = _ => 0.9, Imbalance = 0.06 }).Note);

    [Fact]
    public void Values_of_the_watched_descents()
    {
        Assert.Equal((Verdict.Held, 10), Verdicts("deeper-separates", new Made { Beyond = depth => Math.Pow(10, -depth) }), Near);
        Assert.Equal((Verdict.Contradicted, 0.5), Verdicts("deeper-separates", new Made { Beyond = depth => depth == 3 ? 0.02 : Math.Pow(10, -depth) }), Near);
        Assert.Equal((Verdict.Held, 2), Verdicts("values-in-turn", new Made { Delay = depth => depth == 3 ? 2 : 1 }), Near);
        Assert.Equal((Verdict.Contradicted, 0.5), Verdicts("values-in-turn", new Made { Delay = depth => depth == 3 ? 1 : 2 }), Near);
        Assert.Equal((Verdict.Held, 3), Verdicts("gradient-aligns", new Made { Share = 0.75 }), Near);
        Assert.Equal((Verdict.Contradicted, Math.Sqrt(1.0 / 3)), Verdicts("gradient-aligns", new Made { Share = 0.1 }), Near);
        Assert.Equal(Verdict.Held, Judge("gradient-aligns", new Made { Share = 1 }).Verdict);
    }

    [Fact]
    public void Values_that_have_not_moved_have_no_speed() =>
        Assert.StartsWith("A value is 0, or not a number, so that there is no ratio", Judge("speeds-of-the-theorem", new Made { Still = true }).Note, StringComparison.Ordinal);

    [Fact]
    public void Values_that_are_not_learnt_yet_say_nothing_of_depth() => Assert.All(
        (string[])["deeper-separates", "values-in-turn", "gradient-aligns"],
        id => Assert.Equal("A watched descent of depth 2 has not come to half of the matrix's last singular value: give more path-steps=.", Judge(id, new Made { TruthValue = 4.1 }).Note));

    private static bool Near((Verdict Verdict, double Value) a, (Verdict Verdict, double Value) b) => a.Verdict == b.Verdict && Math.Abs((a.Value / b.Value) - 1) < 1e-9;

    private static (Verdict Verdict, double Measured) Verdicts(string id, Made made) => (Judge(id, made).Verdict, Judge(id, made).Measured!.Value);

    private static Claim Judge(string id, Made made) => MatrixClaims.Judge(new MatrixRecord(new RunRecord(null, [], [], made.Array))).Single(c => c.Id == id);

    private sealed class Made
    {
        public int[] Observed { get; init; } = [6, 48];

        public int[] Depths { get; init; } = [2, 3];

        public double[] Starts { get; init; } = [0.1, 0.01];

        public int[] PathDepths { get; init; } = [1, 2, 3];

        public bool Completes { get; init; } = true;

        public bool Still { get; init; }

        public Func<FitPoint, double> Error { get; init; } = at => at.Observed == 6 ? 1e-2 : 1e-4;

        public Func<FitPoint, double> Loss { get; init; } = _ => 1e-7;

        public Func<FitPoint, double> NuclearNorm { get; init; } = _ => 11;

        public Func<FitPoint, double> Rank { get; init; } = _ => 2;

        public double LeastNorm { get; init; } = 10;

        public double LeastRank { get; init; } = 3;

        public double LeastError { get; init; } = 1e-4;

        public double Gap { get; init; } = 1e-6;

        public double LeastLoss { get; init; }

        public double Imbalance { get; init; } = 1e-3;

        public double TruthValue { get; init; } = 2;

        public double Share { get; init; } = 0.5;

        public Func<int, double> SpeedFactor { get; init; } = _ => 1;

        public Func<int, double> Beyond { get; init; } = _ => 0.1;

        public Func<int, double> Delay { get; init; } = _ => 1;

        public double[] Array(string name)
        {
            MatrixPlan plan = new()
            {
                Size = 4,
                Rank = 2,
                Completes = Completes,
                Draws = 2,
                Observed = Observed,
                Depths = Depths,
                Starts = Starts,
                Rate = 0.1,
                Steps = 100,
                Goal = 1e-6,
                Tolerance = 0,
                PathDepths = PathDepths,
                PathSteps = 4,
                PathRate = 0.1,
                PathStart = 0.1,
            };
            Dictionary<string, double[]> arrays = [];
            Keep("plan", plan.Computation().Compute(null!));
            foreach (FitPoint at in plan.Fits) Values(MatrixNames.Fit(at), new MatrixValues(Error(at), Loss(at), NuclearNorm(at), Rank(at), 10, double.NaN));
            foreach (int observed in Observed)
                for (int draw = 0; draw < 2; draw++) Values(MatrixNames.Least(observed, draw), new MatrixValues(LeastError, LeastLoss, LeastNorm, LeastRank, 10, Gap));
            for (int draw = 0; draw < 2; draw++) Keep(MatrixNames.Truth(draw), [new(MatrixNames.Spectrum, [4, TruthValue, 0, 0])]);
            foreach (int depth in PathDepths)
                for (int draw = 0; draw < 2; draw++) Keep(MatrixNames.Path(depth, draw), Path(depth));
            return arrays[name];

            void Values(string computation, MatrixValues values) => Keep(computation, [new(MatrixNames.Values, values.ToArray())]);

            void Keep(string computation, IReadOnlyList<Watching.NamedArray> results)
            {
                foreach (Watching.NamedArray result in results) arrays[$"{computation}-{result.Name}"] = result.Values;
            }
        }

        // Value 1 has half of its last size, 4, at step 100; value 2 later by the delay; value 3 is the first beyond the rank.
        private Watching.NamedArray[] Path(int depth)
        {
            double later = 100 * Delay(depth);
            double[] steps = [0, 50, 100, later, 1000];
            double[] spectra = [.. steps.SelectMany((step, at) => new[] { At(step, 100, 4), At(step, later, 2), at == 4 ? 2 * Beyond(depth) : 0 })];
            double[] measured = [.. spectra.Select((_, at) => Still ? 0 : 1.0 + at)];
            return
            [
                new(MatrixNames.Steps, steps), new(MatrixNames.Spectra, Still ? [.. spectra.Select(_ => 1.0)] : spectra), new(MatrixNames.Errors, [1, 1, 1, 1, 0.5]),
                new(MatrixNames.Measured, measured), new(MatrixNames.Predicted, [.. measured.Select(m => m * SpeedFactor(depth))]), new(MatrixNames.Shares, [0.1, 0.1, Share, Share, Share]),
                new(MatrixNames.Imbalances, [0, 0, Imbalance, 0, 0]),
            ];
        }

        private static double At(double step, double half, double last) => step >= 1000 ? last : step >= half ? last / 2 : 0.1;
    }
}
