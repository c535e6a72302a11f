using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Explaining;

/// <summary>The flagship: twins with the same network, the same initial weights and the same order of examples, one on true and one on random labels.</summary>
public sealed class Explain : IExperiment
{
    internal const string TrueSeries = "true", RandomSeries = "random";

    /// <inheritdoc/>
    public string Id => "explain";

    /// <inheritdoc/>
    public About About => new(
        "Why does this network generalize when its labels are true, and memorize when they are random?",
        "Two trainings share everything but the labels: the network, its initial weights, the order of the examples. The twin with random labels can only memorize. "
        + "What differs between the two is what generalization is about.\n\n"
        + "m-coherence says how many examples, on average, gain from a step along one example's gradient: 1 when every gradient stands alone, n when all agree. "
        + "If coherent gradients explain generalization, it must be higher on true labels at equal training accuracy.",
        [
            "Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530",
            "Chatterjee, Zielinski 2020, Making Coherence Out of Nothing At All, arXiv 2008.01217",
            "Chatterjee, Zielinski 2022, On the Generalization Mystery in Deep Learning, arXiv 2203.10036",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => ExplainClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With();

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        return new ExperimentPlan(
        [
            TrialPlans.WithNoise(TrueSeries, laboratory, training, LabelNoiseKind.Uniform, 0),
            TrialPlans.WithNoise(RandomSeries, laboratory, training, LabelNoiseKind.Uniform, 1),
        ]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(ExplainClaims.Judge(record), [TrialTables.Summary(record)], ExplainFigures.All(record), []);
}
