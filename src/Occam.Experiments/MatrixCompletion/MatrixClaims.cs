using Occam.Experiments.Judging;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The claims of <see cref="MatrixCompletionExperiment"/>.</summary>
internal static class MatrixClaims
{
    private const string Arora = "Arora, Cohen, Hu, Luo 2019, arXiv 1905.13655";
    private const string OfMatrices = "The interval covers the matrices that were drawn, each with its own first weights.";
    private const string NoRatio = "A value is 0, or not a number, so that there is no ratio: the watched values may not have grown yet (path-steps=), or nothing is missing (observed=).";
    private const string NotProven = "The search for the least nuclear norm ended before its proof was near enough.";
    private const double AllAgree = 1e-3, SpeedsAgree = 0.05, Balanced = 0.05, NearEnough = 1e-3;
    private const int Plenty = 4;

    private static readonly ClaimInfo Recovers = new(
        "deeper-recovers", "From few observations more factors recover the matrix better.", $"{Arora}, figure 2",
        "mean squared error over all entries, fewest factors over most, at the fewest observations and the smallest start, geometric mean over matrices, above 1");

    private static readonly ClaimInfo NotLeast = new(
        "not-the-least-norm", "From few observations descent does not find the matrix of the least nuclear norm.", $"{Arora}, section 2.1; against the conjecture of Gunasekar et al. 2017, arXiv 1705.09280",
        "nuclear norm of what the fewest factors find over the least one, at the fewest observations and the smallest start, mean over matrices, above 1 by more than what both leave of the observations allows");

    private static readonly ClaimInfo LowerRank = new(
        "lower-rank-than-least-norm", "It finds one of a lower effective rank.", $"{Arora}, figure 2",
        "effective rank of the matrix of the least nuclear norm over that of what the fewest factors find, geometric mean over matrices, above 1");

    private static readonly ClaimInfo RankFalls = new(
        "rank-falls-with-depth", "More factors find a lower effective rank.", $"{Arora}, figure 2",
        "effective rank, fewest factors over most, at the fewest observations and the smallest start, geometric mean over matrices, above 1");

    private static readonly ClaimInfo Starts = new(
        "start-matters-less-with-depth", "How small the first weights are matters to few factors and hardly to more.", $"{Arora}, figure 2",
        "size of the logarithm of the error at the largest start over that at the smallest, of the fewest factors less the same of the most, mean over matrices, above 0");

    private static readonly ClaimInfo Agree = new(
        "many-observations-agree", "From many observations every way finds the matrix.", $"{Arora}, figure 1",
        "the largest error at the most observations, over all depths, starts and matrices and the least nuclear norm, below 0.001");

    private static readonly ClaimInfo Speeds = new(
        "speeds-of-the-theorem", "With N factors a singular value moves at the speed −N·σ^(2 − 2/N)·⟨∂L/∂W, uvᵀ⟩.", $"{Arora}, theorem 3",
        "‖predicted − measured‖/‖measured‖ over the watched steps and values, the largest of all depths and matrices, below 0.05, where factors are balanced to 0.05");

    private static readonly ClaimInfo Separates = new(
        "deeper-separates", "The more factors, the further the singular values beyond the rank stay behind.", $"{Arora}, figure 3",
        "the first value beyond the rank over the last within it, at the end of the watched descents, each depth over the next, geometric mean over matrices, all above 1");

    private static readonly ClaimInfo InTurn = new(
        "values-in-turn", "With more factors singular values are learnt one after another.", $"{Arora}, figure 3",
        "steps until the last value within the rank has half of its size over those of the first, most factors over fewest, geometric mean over matrices, above 1");

    private static readonly ClaimInfo Aligned = new(
        "gradient-aligns", "The gradient becomes diagonal in the singular vectors of the product.", $"{Arora}, section 3.2",
        "root mean square of the diagonal over that of the rest, the median of the second half of the watched descents, most factors, geometric mean over matrices, above 1");

    public static IReadOnlyList<ClaimInfo> All => [Recovers, NotLeast, LowerRank, RankFalls, Starts, Agree, Speeds, Separates, InTurn, Aligned];

    public static IReadOnlyList<Claim> Judge(MatrixRecord record) =>
    [
        Ratio(record, Recovers, v => v.Error), JudgeLeast(record), JudgeLowerRank(record), Ratio(record, RankFalls, v => v.EffectiveRank), JudgeStarts(record), JudgeAgreement(record),
        JudgeSpeeds(record), JudgeSeparation(record), JudgeTurns(record), JudgeAlignment(record),
    ];

    private static Claim Ratio(MatrixRecord record, ClaimInfo claim, Func<MatrixValues, double> quantity)
    {
        MatrixPlan plan = record.Plan;
        if (plan.Depths.Length < 2) return claim.Undecided("There is one depth only: give several in depths=.");
        if (Unfitted(record, plan.Few, plan.SmallestStart, plan.Shallow, plan.Deep) is { } why) return claim.Undecided(why);
        double[] shallow = record.Fits(plan.Shallow, plan.Few, plan.SmallestStart, quantity), deep = record.Fits(plan.Deep, plan.Few, plan.SmallestStart, quantity);
        return Above(claim, shallow.Zip(deep, (s, d) => s / d), $"Depths {plan.Shallow} and {plan.Deep}.");
    }

    private static Claim JudgeLeast(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (WithoutLeast(record, NotLeast) is { } undecided) return undecided;
        double[] found = record.Fits(plan.Shallow, plan.Few, plan.SmallestStart, v => v.NuclearNorm), least = record.Leasts(plan.Few, v => v.NuclearNorm);
        double[] ratios = [.. found.Zip(least, (f, l) => f / l)];
        if (!ratios.All(double.IsFinite)) return NotLeast.Undecided(NoRatio);
        double slack = Enumerable.Range(0, plan.Draws).Max(draw => Slack(record, draw));
        Sample ratio = Sample.Of(ratios);
        return NotLeast.Above(1 + slack, ratio.Mean, ratio.Low, ratio.High, $"Depth {plan.Shallow}; residuals allow {slack:G2}. {OfMatrices}");
    }

    /// <summary>
    /// The other matrix, changed at the observed entries to those that descent has met, competes with descent's own. The change has a nuclear norm of at
    /// most √n times its Frobenius norm, and that is at most the sum of both residuals'.
    /// </summary>
    private static double Slack(MatrixRecord record, int draw)
    {
        MatrixPlan plan = record.Plan;
        MatrixValues least = record.Least(plan.Few, draw);
        double found = record.Fit(new FitPoint(plan.Shallow, plan.Few, plan.SmallestStart, draw)).Loss;
        return Math.Sqrt(plan.Size) * (Math.Sqrt(plan.Few * found) + Math.Sqrt(plan.Few * least.Loss)) / least.NuclearNorm;
    }

    private static Claim JudgeLowerRank(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (WithoutLeast(record, LowerRank) is { } undecided) return undecided;
        double[] found = record.Fits(plan.Shallow, plan.Few, plan.SmallestStart, v => v.EffectiveRank), least = record.Leasts(plan.Few, v => v.EffectiveRank);
        return Above(LowerRank, least.Zip(found, (l, f) => l / f), $"Depth {plan.Shallow}.");
    }

    private static Claim? WithoutLeast(MatrixRecord record, ClaimInfo claim)
    {
        MatrixPlan plan = record.Plan;
        if (!plan.Completes) return claim.Undecided("The least nuclear norm is sought for completion only.");
        if (Unfitted(record, plan.Few, plan.SmallestStart, plan.Shallow) is { } why) return claim.Undecided(why);
        return record.Leasts(plan.Few, v => v.Gap).Max() > NearEnough ? claim.Undecided(NotProven) : null;
    }

    private static Claim JudgeStarts(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.Depths.Length < 2 || plan.Starts.Length < 2) return Starts.Undecided("There is one depth or one start only: give several in depths= and starts=.");
        if ((Unfitted(record, plan.Few, 0, plan.Shallow, plan.Deep) ?? Unfitted(record, plan.Few, plan.SmallestStart, plan.Shallow, plan.Deep)) is { } why) return Starts.Undecided(why);
        double[] shallow = Sensitivity(plan.Shallow), deep = Sensitivity(plan.Deep);
        if (!shallow.Concat(deep).All(double.IsFinite)) return Starts.Undecided(NoRatio);
        Sample difference = Sample.Difference(shallow, deep);
        return Starts.Above(0, difference.Mean, difference.Low, difference.High, $"Depths {plan.Shallow} and {plan.Deep}; natural logarithms. {OfMatrices}");

        double[] Sensitivity(int depth) =>
        [
            .. record.Fits(depth, plan.Few, 0, v => v.Error).Zip(record.Fits(depth, plan.Few, plan.SmallestStart, v => v.Error), (large, small) => Math.Abs(Elementary.Log(large / small))),
        ];
    }

    private static Claim JudgeAgreement(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.Observed.Length < 2) return Agree.Undecided("There is one number of observations only: give several in observed=.");
        int unknowns = plan.Rank * ((2 * plan.Size) - plan.Rank);
        if (plan.Many < Plenty * unknowns) return Agree.Undecided($"{plan.Many} observations are not many for {unknowns} unknowns: give {Plenty} times as many in observed=.");
        FitPoint[] fits = [.. plan.Fits.Where(at => at.Observed == plan.Many)];
        if (fits.Any(at => !record.IsFitted(at))) return Agree.Undecided("Some descent has not come to its goal: give more steps=, or lower rate=.");
        double largest = fits.Select(at => record.Fit(at).Error).Concat(plan.Completes ? record.Leasts(plan.Many, v => v.Error) : []).Max();
        return Agree.Decide(largest, largest < AllAgree, "Entries have a mean square of 1.");
    }

    private static Claim JudgeSpeeds(MatrixRecord record)
    {
        double[] errors = [.. Paths(record).Select(p => p.SpeedError())];
        if (!errors.All(double.IsFinite)) return Speeds.Undecided(NoRatio);
        double imbalance = Paths(record).Max(p => p.Imbalances.Max());
        if (errors.Max() >= SpeedsAgree && imbalance >= Balanced) return Speeds.Undecided($"The theorem is about balanced factors; steps of this size leave an imbalance of {imbalance:G2}: lower path-rate=.");
        return Speeds.Decide(errors.Max(), errors.Max() < SpeedsAgree, $"The largest imbalance is {imbalance:G2}.");
    }

    private static Claim JudgeSeparation(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.PathDepths.Length < 2) return Separates.Undecided("There is one depth only: give several in path-depths=.");
        if (Unlearnt(record) is { } why) return Separates.Undecided(why);
        List<(double, double, double?, string?)> steps = [];
        foreach ((int less, int more) in plan.PathDepths.Zip(plan.PathDepths.Skip(1)))
        {
            if (MatrixRecord.Geometric(Of(record, less, p => p.Beyond(plan.Rank)).Zip(Of(record, more, p => p.Beyond(plan.Rank)), (a, b) => a / b), plan.PathDepths.Length - 1) is not { } ratio) return Separates.Undecided(NoRatio);
            steps.Add((ratio.Mean, ratio.Low, ratio.High, $"Depths {less} and {more}. {OfMatrices}"));
        }

        return Separates.AllAbove(1, steps);
    }

    private static Claim JudgeTurns(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.PathDepths.Length < 2 || plan.Rank < 2) return InTurn.Undecided("There is one depth or a rank of 1 only: give several in path-depths=, and rank= from 2 on.");
        if (Unlearnt(record) is { } why) return InTurn.Undecided(why);
        (int shallow, int deep) = (plan.PathDepths[0], plan.PathDepths[^1]);
        return Above(InTurn, Of(record, deep, p => p.Delay(plan.Rank)).Zip(Of(record, shallow, p => p.Delay(plan.Rank)), (d, s) => d / s), $"Depths {deep} and {shallow}.");
    }

    private static Claim JudgeAlignment(MatrixRecord record)
    {
        if (Unlearnt(record) is { } why) return Aligned.Undecided(why);
        int depth = record.Plan.PathDepths[^1];
        return Above(Aligned, Of(record, depth, p => p.Alignment(record.Plan.Size)), $"Depth {depth}; 1 is a gradient that knows nothing of the singular vectors.");
    }

    private static Claim Above(ClaimInfo claim, IEnumerable<double> ratios, string note) =>
        MatrixRecord.Geometric(ratios) is { } ratio ? claim.Above(1, ratio.Mean, ratio.Low, ratio.High, $"{note} {OfMatrices}") : claim.Undecided(NoRatio);

    private static string? Unfitted(MatrixRecord record, int observed, int start, params ReadOnlySpan<int> depths)
    {
        foreach (int depth in depths)
        {
            for (int draw = 0; draw < record.Plan.Draws; draw++)
            {
                if (!record.IsFitted(new FitPoint(depth, observed, start, draw))) return $"A descent of depth {depth} has not come to its goal: give more steps=, or lower rate=.";
            }
        }

        return null;
    }

    /// <summary>Several factors learn a value late or not at all; one factor learns all of them at once, and never the whole of them.</summary>
    private static string? Unlearnt(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        foreach (int depth in plan.PathDepths.Where(d => d > 1))
        {
            for (int draw = 0; draw < plan.Draws; draw++)
            {
                if (!(record.Path(depth, draw).Value(plan.Rank - 1)[^1] >= record.TruthSpectrum(draw)[plan.Rank - 1] / 2))
                    return $"A watched descent of depth {depth} has not come to half of the matrix's last singular value: give more path-steps=.";
            }
        }

        return null;
    }

    private static IEnumerable<SingularPath> Paths(MatrixRecord record) =>
        record.Plan.PathDepths.SelectMany(depth => Enumerable.Range(0, record.Plan.Draws).Select(draw => record.Path(depth, draw)));

    private static double[] Of(MatrixRecord record, int depth, Func<SingularPath, double> quantity) => [.. Enumerable.Range(0, record.Plan.Draws).Select(draw => quantity(record.Path(depth, draw)))];
}
