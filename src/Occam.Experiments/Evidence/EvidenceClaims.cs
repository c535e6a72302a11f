using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Experiments.Stability;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Evidence;

/// <summary>The claims of <see cref="EvidenceExperiment"/>.</summary>
internal static class EvidenceClaims
{
    private const string SmithLe = "Smith & Le 2018, arXiv 1710.06451", Derived = "derived here from Smith & Le 2018, arXiv 1710.06451";
    private const int FewestDraws = 10;

    /// <summary>Nats. By chance alone a draw falls below −3 with a probability of at most e⁻³, 5 %: Markov's inequality on a likelihood ratio with mean 1.</summary>
    private const double LowestDraw = -3, FarBelow = -50;

    private static readonly ClaimInfo FitsTrue = new(
        "fits-true-labels", "A weakly regularized linear model fits the true labels.", SmithLe, "largest training accuracy over λ equal to 1");

    private static readonly ClaimInfo FitsRandom = new(
        "fits-random-labels", "A weakly regularized linear model fits random labels too.", SmithLe, "largest training accuracy over λ equal to 1 for every draw");

    private static readonly ClaimInfo Null = new(
        "random-labels-lose-to-null", "On random labels the model without parameters has the larger evidence at every λ.", SmithLe,
        "mean of E over at least 10 draws above 0 nats at every λ, and no draw below −3");

    private static readonly ClaimInfo Wins = new(
        "true-labels-beat-null", "On true labels the evidence is far above the null model's, and largest at a λ in between.", SmithLe,
        "smallest E below −50 nats, not at an end of the λ range");

    private static readonly ClaimInfo Agrees = new(
        "evidence-agrees-with-test-loss", "On true labels evidence and test loss prefer about the same λ.", SmithLe,
        "decades between the λ with the smallest E and the λ with the smallest test cross-entropy, at most 1");

    private static readonly ClaimInfo NetworkWins = new(
        "network-true-labels-beat-null", "A small network's evidence on true labels, by Laplace's approximation, is far above the null model's.", Derived,
        "smallest E with the Gauss-Newton matrix below −50 nats");

    private static readonly ClaimInfo NetworkNull = new(
        "network-random-labels-lose-to-null", "A small network's evidence on random labels, by Laplace's approximation, is below the null model's.", Derived,
        "smallest E with the Gauss-Newton matrix, over λ and draws, above 0 nats");

    public static IReadOnlyList<ClaimInfo> All => [FitsTrue, FitsRandom, Null, Wins, Agrees, NetworkWins, NetworkNull];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        EvidencePlan plan = EvidencePlan.Of(record);
        return
        [
            JudgeFit(FitsTrue, record, 0, 0), JudgeFit(FitsRandom, record, 1, plan.Draws),
            OutsidePrior(Null, record, plan) ?? JudgeNull(record, plan), OutsidePrior(Wins, record, plan) ?? JudgeWins(record, plan), OutsidePrior(Agrees, record, plan) ?? JudgeAgrees(record, plan),
            JudgeNetwork(NetworkWins, record, plan, 0, 0, e => e < FarBelow), JudgeNetwork(NetworkNull, record, plan, 1, plan.NetworkDraws, e => e > 0),
        ];
    }

    /// <summary>E at every λ.</summary>
    public static double[] Energy(RunRecord record, int labels) => record.Result(EvidenceNames.Linear(labels), EvidenceNames.Evidence);

    private static Claim JudgeFit(ClaimInfo claim, RunRecord record, int first, int last)
    {
        double accuracy = Enumerable.Range(first, last - first + 1).Min(l => record.Result(EvidenceNames.Linear(l), EvidenceNames.TrainAccuracy).Max());
        return accuracy == 1 ? claim.Judge(accuracy, null, null, Verdict.Held) : claim.Judge(accuracy, null, null, Verdict.Undecided, "A smaller λ may fit them.");
    }

    /// <summary>The evidence is that of a bias within its uniform prior.</summary>
    private static Claim? OutsidePrior(ClaimInfo claim, RunRecord record, EvidencePlan plan)
    {
        double largest = Enumerable.Range(0, plan.Draws + 1).Max(l => record.Result(EvidenceNames.Linear(l), EvidenceNames.Bias).Max(Math.Abs));
        return largest <= plan.BiasRange ? null : claim.Undecided(
            string.Create(CultureInfo.InvariantCulture, $"A bias of {largest:G3} lies outside of its prior: raise bias-range, which is {plan.BiasRange:G3}."));
    }

    private static Claim JudgeNull(RunRecord record, EvidencePlan plan)
    {
        double[][] draws = [.. Enumerable.Range(1, plan.Draws).Select(l => Energy(record, l))];
        Sample[] means = [.. plan.Lambdas.Select((_, at) => Sample.Of([.. draws.Select(d => d[at])]))];
        Sample lowest = means.MinBy(m => m.Mean);
        double smallest = draws.Min(d => d.Min());
        string note = string.Create(CultureInfo.InvariantCulture, $"Smallest E of a single draw: {smallest:0.##} nats. The number is the smallest mean over λ, with Student's interval over {plan.Draws} draws.");
        if (plan.Draws < FewestDraws) return Null.Judge(lowest.Mean, Finite(lowest.Low), Finite(lowest.High), Verdict.Undecided, $"At least {FewestDraws} draws are needed. {note}");
        return Null.Judge(lowest.Mean, lowest.Low, lowest.High, lowest.Mean > 0 && smallest >= LowestDraw ? Verdict.Held : Verdict.Contradicted, note);
    }

    private static Claim JudgeWins(RunRecord record, EvidencePlan plan)
    {
        double[] energy = Energy(record, 0);
        int best = Array.IndexOf(energy, energy.Min());
        string note = string.Create(CultureInfo.InvariantCulture, $"At λ = {plan.Lambdas[best]:G3}.");
        if (energy[best] >= FarBelow) return Wins.Judge(energy[best], null, null, Verdict.Contradicted, note);
        return best > 0 && best < energy.Length - 1
            ? Wins.Judge(energy[best], null, null, Verdict.Held, note)
            : Wins.Judge(energy[best], null, null, Verdict.Undecided, $"{note} That is an end of the range: widen lambda-from or lambda-to.");
    }

    private static Claim JudgeAgrees(RunRecord record, EvidencePlan plan)
    {
        double[] energy = Energy(record, 0), loss = record.Result(EvidenceNames.Linear(0), EvidenceNames.TestLoss);
        int byEvidence = Array.IndexOf(energy, energy.Min()), byTest = Array.IndexOf(loss, loss.Min());
        if (byEvidence == 0 || byTest == 0 || byEvidence == loss.Length - 1 || byTest == loss.Length - 1)
            return Agrees.Undecided("One of the minima lies at an end of the range: widen lambda-from or lambda-to.");
        double distance = Math.Abs(LogRecursion.Log10(plan.Lambdas[byEvidence] / plan.Lambdas[byTest]));
        int[] tied = TestLossRange.Of(record, plan, byTest);
        string note = string.Create(
            CultureInfo.InvariantCulture,
            $"λ = {plan.Lambdas[byEvidence]:G3} by evidence, {plan.Lambdas[byTest]:G3} by test loss; {plan.TestCount} test images do not tell the latter from {plan.Lambdas[tied[0]]:G3} to {plan.Lambdas[tied[^1]]:G3}.");
        // A grid of powers of ten gives distances that are whole but for rounding.
        const double decade = 1 + 1e-9;
        double nearest = tied.Min(at => Math.Abs(LogRecursion.Log10(plan.Lambdas[byEvidence] / plan.Lambdas[at])));
        return Agrees.Judge(distance, null, null, distance <= decade ? Verdict.Held : nearest > decade ? Verdict.Contradicted : Verdict.Undecided, note);
    }

    private static Claim JudgeNetwork(ClaimInfo claim, RunRecord record, EvidencePlan plan, int first, int last, Func<double, bool> isRight)
    {
        if (plan.NetworkLambdas.Length == 0 || last < first) return claim.Undecided("There was no network, or no draw of labels for it: network=, network-draws=.");
        NetworkValues[] all = [.. Enumerable.Range(first, last - first + 1).SelectMany(l => plan.NetworkLambdas.Select(lambda => NetworkValues.Of(record, l, lambda)))];
        if (all.FirstOrDefault(v => !v.IsStationary) is { } moving)
            return claim.Undecided(string.Create(CultureInfo.InvariantCulture, $"Not at a stationary point: ‖∇C‖ = {moving.GradientNorm:G3}, about {moving.Gain:G3} nats above a minimum."));
        NetworkValues best = all.MinBy(v => v.GaussNewton)!;
        string note = double.IsNaN(best.Hessian)
            ? $"With the whole Hessian there is no evidence: {best.NonPositive} eigenvalues are not positive."
            : string.Create(CultureInfo.InvariantCulture, $"With the whole Hessian: E = {best.Hessian:0.#} nats.");
        return claim.Decide(best.GaussNewton, isRight(best.GaussNewton), note);
    }
}
