using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;
using Occam.Records;

namespace Occam.Experiments.Explaining;

/// <summary>The claims of <see cref="Explain"/>.</summary>
internal static class ExplainClaims
{
    private const double Precision = 3;
    private const string Zhang = "Zhang et al. 2017, arXiv 1611.03530", Chatterjee = "Chatterjee & Zielinski 2020, arXiv 2008.01217", Coherent = "Chatterjee 2020, arXiv 2002.10657";

    private static readonly ClaimInfo FitsTrue = new("true-labels-fitted", "The network fits its true labels.", Zhang, "training accuracy at least 'fit' (99 %)");
    private static readonly ClaimInfo FitsRandom = new("random-labels-fitted", "The same network fits random labels.", Zhang, "training accuracy at least 'fit' (99 %)");
    private static readonly ClaimInfo OnlyTrue = new(
        "only-true-generalizes", "Both twins fit their training labels; only one generalizes.", Zhang,
        "difference in test accuracy above 0, and the random twin's whole interval at or below chance + 2 %");

    private static readonly ClaimInfo Coherence = new(
        "coherence-higher-at-equal-accuracy", "At equal training accuracy, m-coherence is higher on true labels than on random ones.", Chatterjee,
        "geometric mean of the ratio at 30, 50, 70, 90 % training accuracy, after the first 25 steps, above 1");

    private static readonly ClaimInfo Slower = new(
        "random-labels-slower", "Random labels are learnt more slowly; by what factor is measured.", Zhang, "steps to fit, random over true, above 1");

    private static readonly ClaimInfo Regret = new(
        "regret-higher-on-random-labels", "At equal training accuracy, a step that is best for one minibatch costs another more when labels are random.", "Huszár 2018, inference.vc",
        "geometric mean of the ratio of gradient regret, random over true, at 30, 50, 70, 90 % training accuracy, above 1");

    private static readonly ClaimInfo Pristine = new(
        "pristine-agree-more", "In a partly corrupted training set the pristine examples agree more among themselves than the corrupted ones.", Coherent,
        "coherence without the diagonal, pristine minus corrupted, mean at 30, 50, 70 % training accuracy, above 0");

    private static readonly ClaimInfo Found = new(
        "corrupted-labels-found", "The corrupted labels can be found by the mean loss of each example through training.", Coherent,
        "average precision above 3 times the fraction that is corrupted");

    private static readonly ClaimInfo Flatter = new(
        "minimum-flatter-on-true-labels", "Where training ends, the loss is flatter with true labels than with random ones.", "Keskar et al. 2017, arXiv 1609.04836",
        "largest eigenvalue of the Hessian, random over true, above 1");

    private static readonly ClaimInfo Preferred = new(
        "evidence-prefers-true-labels", "The Bayesian evidence prefers the account of the true labels to that of random ones.", "Smith & Le 2018, arXiv 1710.06451",
        "log evidence over the null model, per example, true minus random, above 0");

    private static readonly ClaimInfo Null = new(
        "random-labels-lose-to-null", "On random labels the null model, which gives every class the same chance, has the larger evidence.", "Smith & Le 2018, arXiv 1710.06451",
        "null model over the random twin's log evidence, per example, above 0");

    public static IReadOnlyList<ClaimInfo> All => [FitsTrue, FitsRandom, OnlyTrue, Coherence, Slower, Regret, Pristine, Found, Flatter, Preferred, Null];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        TrialPlan truth = record.Trial(Explain.TrueSeries), random = record.Trial(Explain.RandomSeries);
        return
        [
            FitClaims.Fits(FitsTrue, record, truth),
            FitClaims.Fits(FitsRandom, record, random),
            JudgeGeneralization(record, truth, random),
            EqualAccuracyRatio.Judge(Coherence, record, truth, random, MetricNames.MCoherence),
            JudgeSpeed(record, truth, random),
            EqualAccuracyRatio.Judge(Regret, record, random, truth, Explain.Regret(record.Laboratory)),
            JudgePristine(record, record.Trial(Explain.PartlySeries)),
            JudgeFound(record, record.Trial(Explain.PartlySeries)),
            JudgeFlatness(record, truth, random),
            .. JudgeEvidence(record, truth, random),
        ];
    }

    private static Claim JudgeGeneralization(RunRecord record, TrialPlan truth, TrialPlan random)
    {
        if (truth.Test is not { } test) return OnlyTrue.Undecided("There is no test set.");
        double a = record[truth].Last(MetricNames.TestAccuracy), b = record[random].Last(MetricNames.TestAccuracy), chance = 1.0 / test.ClassCount;
        (double aLow, double aHigh) = Intervals.Proportion(a, test.Count);
        (double bLow, double bHigh) = Intervals.Proportion(b, test.Count);
        double low = aLow - bHigh, high = aHigh - bLow;
        if (!FitClaims.IsFitted(record, truth) || !FitClaims.IsFitted(record, random))
            return OnlyTrue.Judge(a - b, low, high, Verdict.Undecided, "Not both twins fitted their training labels.");
        Verdict verdict = low > 0 && bHigh <= chance + 0.02 ? Verdict.Held : high < 0 || bLow > chance + 0.02 ? Verdict.Contradicted : Verdict.Undecided;
        return OnlyTrue.Judge(a - b, low, high, verdict, $"Test accuracy {a:P1} with true labels, {b:P1} with random ones; chance is {chance:P0}.");
    }

    private static Claim JudgeSpeed(RunRecord record, TrialPlan truth, TrialPlan random)
    {
        double fit = record.Laboratory.FitAccuracy;
        return FitClaims.StepsRatioOrMore(record, random, truth, fit) is { } ratio
            ? Slower.Above(1, ratio.Ratio, ratio.Low, ratio.High, $"Steps until {fit:P0} of the training labels are fitted. {ratio.Open}".TrimEnd())
            : Slower.Undecided($"True labels were not fitted to {fit:P0}.");
    }

    private static Claim JudgePristine(RunRecord record, TrialPlan partly)
    {
        const string Metric = Measures.Coherence.MCoherence.OffDiagonal;
        Curve curve = record[partly];
        List<(double Difference, double Error)> levels = [];
        foreach (double level in (ReadOnlySpan<double>)[0.3, 0.5, 0.7])
        {
            if (curve.FirstCrossing(MetricNames.TrainAccuracy, level, 0) is not { } at) continue;
            double a = At($"pristine_{Metric}"), b = At($"corrupted_{Metric}"), aError = At($"pristine_{Metric}_error"), bError = At($"corrupted_{Metric}_error");
            if (double.IsFinite(a - b)) levels.Add((a - b, Math.Sqrt((aError * aError) + (bError * bError))));

            double At(string name) => at.Of(curve.Values(name));
        }

        if (levels.Count < 3) return Pristine.Undecided("Not all three accuracies were crossed, or a group has too few examples.");
        // One training, the same examples: the errors of the levels are taken as fully correlated.
        double difference = levels.Average(l => l.Difference), half = Intervals.Z * levels.Average(l => l.Error);
        return Pristine.Above(0, difference, difference - half, difference + half);
    }

    private static Claim JudgeFound(RunRecord record, TrialPlan partly)
    {
        CorruptedLabels labels = new(record, partly);
        if (labels.Rate is 0 or 1) return Found.Undecided("No label of the partly corrupted training is wrong, or every one.");
        (double value, double low, double high) = labels.AveragePrecision();
        return Found.Above(Math.Min(Precision * labels.Rate, 1), value, low, high, $"{labels.Rate:P1} of the labels are wrong; a ranking that knows nothing has that average precision.");
    }

    /// <summary>By the logarithm of the ratio, with the relative errors of both eigenvalues in squares.</summary>
    private static Claim JudgeFlatness(RunRecord record, TrialPlan truth, TrialPlan random)
    {
        (double a, double aError) = Minima.Of(record, truth, Minima.Largest);
        (double b, double bError) = Minima.Of(record, random, Minima.Largest);
        if (!(a - (Intervals.Z * aError) > 0 && b - (Intervals.Z * bError) > 0)) return Flatter.Undecided("A largest eigenvalue is not clearly positive.");
        double spread = Elementary.Exp(Intervals.Z * Math.Sqrt((aError / a * (aError / a)) + (bError / b * (bError / b))));
        return WhereFitted(record, [truth, random], Flatter.Above(
            1, b / a, b / a / spread, b / a * spread,
            $"{a:G3} ± {aError:G2} with true labels, {b:G3} ± {bError:G2} with random ones. The interval covers the choice of examples, not the seed, and a rescaling of the weights changes both."));
    }

    /// <summary>By Student's t, because the errors come from few probes.</summary>
    private static IEnumerable<Claim> JudgeEvidence(RunRecord record, TrialPlan truth, TrialPlan random)
    {
        (double a, double aError) = Minima.Of(record, truth, Minima.OverNull);
        (double b, double bError) = Minima.Of(record, random, Minima.OverNull);
        double t = StudentDistribution.Quantile(0.975, Minima.EvidenceProbes - 1), half = t * Math.Sqrt((aError * aError) + (bError * bError)), own = t * bError;
        yield return double.IsFinite(a - b) ? WhereFitted(record, [truth, random], Preferred.Above(0, a - b, a - b - half, a - b + half)) : Preferred.Undecided("An evidence is not a finite number.");
        yield return double.IsFinite(b) ? WhereFitted(record, [random], Null.Above(0, -b, -b - own, -b + own)) : Null.Undecided("The evidence is not a finite number.");
    }

    /// <summary>Where a training stopped on its way down there is no minimum to judge.</summary>
    private static Claim WhereFitted(RunRecord record, IReadOnlyList<TrialPlan> trials, Claim claim) => FitClaims.WhereFitted(
        claim, record, trials, unfitted => $"The labels of '{unfitted[0].Series}' were not fitted, so its training did not end at a minimum. {claim.Note}".TrimEnd());
}
