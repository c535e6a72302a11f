using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Gradients;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.EasyAndHard;

/// <summary>What is learnt first: pristine examples before corrupted ones, easy before hard, and why.</summary>
public sealed class EasyHardExperiment : ILaboratoryExperiment
{
    internal const string CorruptedSeries = "corrupted", RepeatedSeries = "true-repeated", ScoutSeries = "first-epoch";

    /// <summary>The groups of examples as metrics name them.</summary>
    internal const string Pristine = "pristine", Corrupt = "corrupt";

    /// <summary>The array with 1 for every example of the probe that was selected for corruption.</summary>
    internal const string SelectedArray = "selected";

    /// <inheritdoc/>
    public string Id => "easy-hard";

    /// <inheritdoc/>
    public About About => new(
        "Which examples does a network learn first, and do their gradients say why?",
        "One network is trained on labels of which a part is corrupted, and examples with intact labels (pristine) are followed apart from those selected for corruption (corrupt). "
        + "If gradients that agree reinforce each other, pristine examples rule the gradient first and are learnt first, about as fast as if no label were corrupted; "
        + "the corrupted ones are memorized later, about as fast as labels that are all random.\n\n"
        + "The same must hold among true labels: examples that are easy, learnt within one epoch, must agree more among themselves than hard ones, and the order of learning must "
        + "belong to the examples: it must repeat with other initial weights and another order of batches.",
        [
            "Chatterjee 2020, Coherent Gradients, arXiv 2002.10657",
            "Zielinski, Krishnan, Chatterjee 2020, Weak and Strong Gradient Directions, arXiv 2003.07422",
            "Chatterjee, Zielinski 2022, On the Generalization Mystery in Deep Learning, arXiv 2203.10036",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => EasyHardClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("train", "training examples, balanced over classes, or all", "500", "3000", "all"),
        new("model", "linear, mlp:512, mlp:512x3, lenet, vgg-small, resnet:20, ..., or an ONNX file or checkpoint", "mlp:64", "mlp:512", "mlp:2048"),
        new("corruption", "probability that a label is selected for corruption", "0.5"),
        new("noise", "uniform (a random class) or permute (among the selected)", "permute"),
        new("standardize", "per-channel, per-image or none", "none"),
        new("initializer", "he, glorot, lecun or ntk; file begins with the weights of model=FILE", "glorot"),
        new("optimizer", "sgd, momentum, nesterov, adam, adamw, adagrad or rmsprop", "sgd"),
        new("learning-rate", "before the schedule", "0.1"),
        new("warm-up", "steps of linear rise of the learning rate; slow enough to watch the start", "0"),
        new("batch-size", "examples in a batch", "50", "100", "100"),
        new("steps", "steps at most", "400", "10000", "100000"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        LabelNoiseKind kind = Corruptions.Kind(settings);
        double probability = settings.Number("corruption", 0, 1);
        if (probability is 0 or 1)
            settings.Faults.Add(new Fault("corruption", "a probability between 0 and 1, so that both kinds of examples are there", settings.Text("corruption"), "Write for example corruption=0.5."));
        Func<WatchSite, TrialWatch>[] history = [HistoryWatch.Of()];
        Seed other = laboratory.Seed.Derive("repetition");
        TrialPlan truth = TrialPlans.WithNoise(Corruptions.TrueSeries, laboratory, training, kind, 0);
        TrialPlan[] whole =
        [
            truth with { Watches = history },
            WithGroups(laboratory, training, kind, probability),
            TrialPlans.WithNoise(Corruptions.RandomSeries, laboratory, training, kind, 1),
            truth with { Series = RepeatedSeries, Seed = other, Watches = history },
        ];
        int epoch = ((truth.Train.Count - 1) / Math.Max(1, training.BatchSize)) + 1;
        TrialPlan scout = truth with { Series = ScoutSeries, Seed = other, Settings = training with { Steps = epoch }, StopAccuracy = 2, Watches = history };
        TrialPlan[] starts = [.. EasyHardCoherence.Epochs.Select(e => truth with
        {
            Series = EasyHardCoherence.SeriesOf(e), Settings = training with { Steps = Math.Max(1, (long)(e * epoch)) }, StopAccuracy = 2,
        })];
        return new ExperimentPlan([.. whole, scout, .. starts], [EasyHardCoherence.Plan(laboratory, truth.Train)]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(
        EasyHardClaims.Judge(record), [TrialTables.Summary(record), EasyHardTables.Learning(record), EasyHardTables.Coherence(record)],
        EasyHardFigures.All(record), EasyHardTables.Published(record));

    private static TrialPlan WithGroups(LaboratoryPlan laboratory, TrainingSettings training, LabelNoiseKind kind, double probability)
    {
        NoisyLabels noisy = LabelNoise.Apply(laboratory.Data.Train, kind, probability, laboratory.Seed);
        IReadOnlyList<bool> selected = noisy.Selected;
        return new TrialPlan(CorruptedSeries, noisy.Data, laboratory.Data.Test, training, noisy.EffectiveRate)
        {
            Watches =
            [
                HistoryWatch.Of(), GroupWatch.Of(Pristine, i => !selected[i]), GroupWatch.Of(Corrupt, i => selected[i]),
                MeasureWatch.Of(site => [new GradientShares([.. site.Probe.Select(i => selected[i])], site.Seed.Derive("null-worlds")), new GradientStatistics()]),
                ProbeArrayWatch.Of(SelectedArray, i => selected[i] ? 1 : 0),
            ],
        };
    }
}
