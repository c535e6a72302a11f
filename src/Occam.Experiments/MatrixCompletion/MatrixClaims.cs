using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The claims of <see cref="MatrixCompletionExperiment"/>.</summary>
internal static class MatrixClaims
{
    private const string Arora = "Arora, Cohen, Hu, Luo 2019, arXiv 1905.13655";
    private const string OfMatrices = "The interval covers the matrices that were drawn, each with its own first weights.";
    private const string NoRatio = "A value is 0, or not a number, so that there is no ratio: the watched values may not have grown yet (path-steps=), or nothing is missing (observed=).";
    private const double AllAgree = 1e-3, SpeedsAgree = 0.05;

    private static readonly ClaimInfo Recovers = new(
        "deeper-recovers", "From few observations more factors recover the matrix better.", $"{Arora}, figure 2",
        "mean squared error over all entries, fewest factors over most, at the fewest observations and the smallest start, geometric mean over matrices, above 1");

    private static readonly ClaimInfo NotLeast = new(
        "not-the-least-norm", "From few observations descent does not find the matrix of the least nuclear norm.", $"{Arora}, section 2.1; against the conjecture of Gunasekar et al. 2017, arXiv 1705.09280",
        "nuclear norm of what the fewest factors find over the least one, at the fewest observations and the smallest start, mean over matrices, above 1 and the proven gap");

    private static readonly ClaimInfo LowerRank = new(
        "lower-rank-than-least-norm", "It finds one of a lower effective rank.", $"{Arora}, figure 2",
        "effective rank of the matrix of the least nuclear norm over that of what the fewest factors find, geometric mean over matrices, above 1");

    private static readonly ClaimInfo RankFalls = new(
        "rank-falls-with-depth", "More factors find a lower effective rank.", $"{Arora}, figure 2",
        "effective rank, fewest factors over most, at the fewest observations and the smallest start, geometric mean over matrices, above 1");

    private static readonly ClaimInfo Starts = new(
        "start-matters-less-with-depth", "How small the first weights are matters to few factors and hardly to more.", $"{Arora}, figure 2",
        "error at the largest start over that at the smallest, of the fewest factors over the same of the most, geometric mean over matrices, above 1");

    private static readonly ClaimInfo Agree = new(
        "many-observations-agree", "From many observations every way finds the matrix.", $"{Arora}, figure 1",
        "the largest error at the most observations, over all depths, starts and matrices and the least nuclear norm, below 0.001");

    private static readonly ClaimInfo Speeds = new(
        "speeds-of-the-theorem", "With N factors a singular value moves at the speed −N·σ^(2 − 2/N)·⟨∂L/∂W, uvᵀ⟩.", $"{Arora}, theorem 3",
        "‖predicted − measured‖/‖measured‖ over the watched steps and values, the largest of all depths and matrices, below 0.05");

    private static readonly ClaimInfo Separates = new(
        "deeper-separates", "The more factors, the further the singular values beyond the rank stay behind.", $"{Arora}, figure 3",
        "the first value beyond the rank over the last within it, at the end of the watched descents, each depth over the next, geometric mean over matrices, above 1");

    private static readonly ClaimInfo InTurn = new(
        "values-in-turn", "With more factors singular values are learnt one after another.", $"{Arora}, figure 3",
        "steps until the last value within the rank has half of its size over those of the first, most factors over fewest, geometric mean over matrices, above 1");

    private static readonly ClaimInfo Aligned = new(
        "gradient-aligns", "The gradient becomes diagonal in the singular vectors of the product.", $"{Arora}, section 3.2",
        "root mean square of the diagonal over that of the rest in the second half of the watched descents, most factors, geometric mean over matrices, above 1");

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
        if (!plan.Completes) return NotLeast.Undecided("The least nuclear norm is sought for completion only.");
        if (Unfitted(record, plan.Few, plan.SmallestStart, plan.Shallow) is { } why) return NotLeast.Undecided(why);
        double[] found = record.Fits(plan.Shallow, plan.Few, plan.SmallestStart, v => v.NuclearNorm), least = record.Leasts(plan.Few, v => v.NuclearNorm);
        double gap = record.Leasts(plan.Few, v => v.Gap).Max();
        Sample ratio = Sample.Of([.. found.Zip(least, (f, l) => f / l)]);
        return NotLeast.Above(1 + gap, ratio.Mean, ratio.Low, ratio.High, $"Depth {plan.Shallow}; proven gap {gap:G2}. {OfMatrices}");
    }

    private static Claim JudgeLowerRank(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (!plan.Completes) return LowerRank.Undecided("The least nuclear norm is sought for completion only.");
        if (Unfitted(record, plan.Few, plan.SmallestStart, plan.Shallow) is { } why) return LowerRank.Undecided(why);
        double[] found = record.Fits(plan.Shallow, plan.Few, plan.SmallestStart, v => v.EffectiveRank), least = record.Leasts(plan.Few, v => v.EffectiveRank);
        return Above(LowerRank, least.Zip(found, (l, f) => l / f), $"Depth {plan.Shallow}.");
    }

    private static Claim JudgeStarts(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.Depths.Length < 2 || plan.Starts.Length < 2) return Starts.Undecided("There is one depth or one start only: give several in depths= and starts=.");
        if ((Unfitted(record, plan.Few, 0, plan.Shallow, plan.Deep) ?? Unfitted(record, plan.Few, plan.SmallestStart, plan.Shallow, plan.Deep)) is { } why) return Starts.Undecided(why);
        return Above(Starts, Sensitivity(plan.Shallow).Zip(Sensitivity(plan.Deep), (s, d) => s / d), $"Depths {plan.Shallow} and {plan.Deep}.");

        IEnumerable<double> Sensitivity(int depth) =>
            record.Fits(depth, plan.Few, 0, v => v.Error).Zip(record.Fits(depth, plan.Few, plan.SmallestStart, v => v.Error), (large, small) => large / small);
    }

    private static Claim JudgeAgreement(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.Observed.Length < 2) return Agree.Undecided("There is one number of observations only: give several in observed=.");
        FitPoint[] fits = [.. plan.Fits.Where(at => at.Observed == plan.Many)];
        if (fits.Any(at => !record.IsFitted(at))) return Agree.Undecided("Some descent has not come to its goal: give more steps=.");
        double largest = fits.Select(at => record.Fit(at).Error).Concat(plan.Completes ? record.Leasts(plan.Many, v => v.Error) : []).Max();
        return Agree.Judge(largest, null, null, Held(largest < AllAgree), "Entries have a mean square of 1.");
    }

    private static Claim JudgeSpeeds(MatrixRecord record)
    {
        double largest = Paths(record).Max(p => p.SpeedError());
        if (!double.IsFinite(largest)) return Speeds.Undecided(NoRatio);
        return Speeds.Judge(largest, null, null, Held(largest < SpeedsAgree), "The theorem is about infinitely small steps from balanced factors; these are steps of finite size.");
    }

    private static Claim JudgeSeparation(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.PathDepths.Length < 2) return Separates.Undecided("There is one depth only: give several in path-depths=.");
        List<(double, double, double?, string?)> steps = [];
        foreach ((int less, int more) in plan.PathDepths.Zip(plan.PathDepths.Skip(1)))
        {
            if (MatrixRecord.Geometric(Of(record, less, p => p.Beyond(plan.Rank)).Zip(Of(record, more, p => p.Beyond(plan.Rank)), (a, b) => a / b)) is not { } ratio) return Separates.Undecided(NoRatio);
            steps.Add((ratio.Mean, ratio.Low, ratio.High, $"Depths {less} and {more}. {OfMatrices}"));
        }

        return Separates.AllAbove(1, steps);
    }

    private static Claim JudgeTurns(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        if (plan.PathDepths.Length < 2 || plan.Rank < 2) return InTurn.Undecided("There is one depth or a rank of 1 only: give several in path-depths=, and rank= from 2 on.");
        (int shallow, int deep) = (plan.PathDepths[0], plan.PathDepths[^1]);
        return Above(InTurn, Of(record, deep, p => p.Delay(plan.Rank)).Zip(Of(record, shallow, p => p.Delay(plan.Rank)), (d, s) => d / s), $"Depths {deep} and {shallow}.");
    }

    private static Claim JudgeAlignment(MatrixRecord record)
    {
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
                if (!record.IsFitted(new FitPoint(depth, observed, start, draw))) return $"A descent of depth {depth} has not come to its goal: give more steps=.";
            }
        }

        return null;
    }

    private static IEnumerable<SingularPath> Paths(MatrixRecord record) =>
        record.Plan.PathDepths.SelectMany(depth => Enumerable.Range(0, record.Plan.Draws).Select(draw => record.Path(depth, draw)));

    private static double[] Of(MatrixRecord record, int depth, Func<SingularPath, double> quantity) => [.. Enumerable.Range(0, record.Plan.Draws).Select(draw => quantity(record.Path(depth, draw)))];

    private static Verdict Held(bool holds) => holds ? Verdict.Held : Verdict.Contradicted;
}
