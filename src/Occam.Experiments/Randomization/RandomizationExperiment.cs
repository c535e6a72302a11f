using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Randomization;

/// <summary>Fitting true, partly corrupted and random labels with one network and unchanged settings.</summary>
public sealed class RandomizationExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Id => "randomization";

    /// <inheritdoc/>
    public About About => new(
        "Can the network fit labels that carry no information, at what price, and what becomes of its test error?",
        "One network is trained with the same settings on labels that are corrupted more and more: each label is replaced, with probability p, by a class drawn at random, "
        + "which may be the true one, so the fraction that really changes is p(1 − 1/K). Test labels stay true. "
        + "A network that fits random labels has the capacity to memorize, so capacity alone cannot be what makes it generalize on true ones.",
        ["Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530"]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => RandomizationClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("train", "training examples, balanced over classes, or all", "500", "3000", "all"),
        new("corruption", "probabilities of a random label, between commas; the first is the reference", "0,1", "0,0.25,0.5,0.75,1", "0,0.2,0.4,0.6,0.8,1"),
        new("noise", "uniform (a random class) or permute (among the selected)", "uniform"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        LabelNoiseKind kind = Corruptions.Kind(settings);
        return new ExperimentPlan([.. Corruptions.Read(settings).Select(p => TrialPlans.WithNoise(Corruptions.SeriesOf(p), laboratory, training, kind, p))]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(
        RandomizationClaims.Judge(record), [TrialTables.Summary(record)], RandomizationFigures.All(record), []);
}
