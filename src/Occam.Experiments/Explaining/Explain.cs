using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Gradients;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Explaining;

/// <summary>The flagship: twins with the same network, the same initial weights and the same order of examples, one on true and one on random labels.</summary>
public sealed class Explain : ILaboratoryExperiment
{
    internal const string TrueSeries = "true", RandomSeries = "random", PartlySeries = "partly";
    private const int Partitions = 10;

    /// <inheritdoc/>
    public string Id => "explain";

    /// <inheritdoc/>
    public About About => new(
        "Why does this network generalize when its labels are true, and memorize when they are random?",
        "Two trainings share everything but the labels: the network, its initial weights, the order of the examples. The twin with random labels can only memorize. "
        + "What differs between the two is what generalization is about.\n\n"
        + "m-coherence says how many examples, on average, gain from a step along one example's gradient: 1 when every gradient stands alone, n when all agree. "
        + "If coherent gradients explain generalization, it must be higher on true labels at equal training accuracy. Gradient regret asks the same of two minibatches: "
        + "how much does one lose by a step that is best for the other? "
        + "At the end of each training the curvature of its minimum says how flat it is, and the Bayesian evidence whether the network's account of its labels is worth what it costs.\n\n"
        + "A third training has a part of its labels corrupted. Pristine and corrupted examples are watched apart, and the examples that are learnt last are shown: "
        + "whoever has labels of unknown quality finds the wrong ones there.",
        [
            "Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530",
            "Chatterjee 2020, Coherent Gradients: An Approach to Understanding Generalization in Gradient Descent-based Optimization, arXiv 2002.10657",
            "Chatterjee, Zielinski 2020, Making Coherence Out of Nothing At All, arXiv 2008.01217",
            "Chatterjee, Zielinski 2022, On the Generalization Mystery in Deep Learning, arXiv 2203.10036",
            "Smith, Le 2018, A Bayesian Perspective on Generalization and Stochastic Gradient Descent, arXiv 1710.06451",
            "Keskar, Mudigere, Nocedal, Smelyanskiy, Tang 2017, On Large-Batch Training for Deep Learning, arXiv 1609.04836",
            "Huszár 2018, The Generalization Mystery: Sharp vs Flat Minima, inference.vc",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => ExplainClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("corruption", "fraction of the labels that the partly corrupted training draws anew", "0.2"),
        new("sample", "training examples whose gradients are compared pair by pair, for quantities over minibatches, and on which curvature is taken", "100", "500", "1000"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        double corruption = settings.Number("corruption", 0, 1);
        int sample = settings.Integer("sample", 16, 10_000);
        int compared = Math.Min(sample, laboratory.Probe), least = 2 * Batch(laboratory);
        if (compared < least)
            settings.Faults.Add(new Fault("sample", $"at least {least} training examples, two minibatches whose gradients are compared", $"{compared}", "Give more data; sample=, probe= and train= choose how much of it is used."));
        NoisyLabels noisy = LabelNoise.Apply(laboratory.Data.Train, LabelNoiseKind.Uniform, corruption, laboratory.Seed);
        TrialPlan[] trials =
        [
            TrialPlans.WithNoise(TrueSeries, laboratory, training, LabelNoiseKind.Uniform, 0),
            TrialPlans.WithNoise(RandomSeries, laboratory, training, LabelNoiseKind.Uniform, 1),
            TrialPlans.WithNoise(PartlySeries, laboratory, training, LabelNoiseKind.Uniform, corruption),
        ];
        return new ExperimentPlan(
            [.. trials.Select(trial => trial with { Watches = Watches(trial, laboratory, noisy, sample) })], [.. Minima.Computations(trials, Math.Min(sample, laboratory.Data.Train.Count))]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(ExplainClaims.Judge(record), ExplainTables.All(record), ExplainFigures.All(record), []);

    internal static string Regret(LaboratoryPlan laboratory) => $"gradient_regret/batch-{Batch(laboratory)}";

    internal static string Cosine(LaboratoryPlan laboratory) => $"batch_cosine/batch-{Batch(laboratory)}";

    internal static string Flatness(LaboratoryPlan laboratory) => $"flatness_ratio/batch-{Batch(laboratory)}";

    /// <summary>Small against the sample, so that a partition has many pairs; the same for every run of the budget.</summary>
    private static int Batch(LaboratoryPlan laboratory) => laboratory.Probe >= 400 ? 32 : 8;

    private static List<Func<WatchSite, TrialWatch>> Watches(TrialPlan trial, LaboratoryPlan laboratory, NoisyLabels noisy, int sample)
    {
        List<Func<WatchSite, TrialWatch>> watches =
        [
            HistoryWatch.Of(),
            MeasureWatch.Of(_ => [new GradientStatistics()]),
            SampleWatch.Of(sample, site => [new MinibatchDistribution(Batch(laboratory), Partitions, site.Seed.Derive("minibatches"))]),
        ];
        if (trial.Series == PartlySeries)
            watches.AddRange([GroupWatch.Of("pristine", i => !noisy.Selected[i]), GroupWatch.Of("corrupted", i => noisy.Selected[i])]);
        return watches;
    }
}
