using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>m-coherence from the first step to the last: with labels corrupted more and more, and by layer.</summary>
public sealed class CoherenceExperiment : ILaboratoryExperiment
{
    internal const string ConvolutionSeries = "convolution", OwnLayers = "none";

    /// <inheritdoc/>
    public string Id => "coherence";

    /// <inheritdoc/>
    public About About => new(
        "How far do the gradients of single examples agree through a training, with true and with corrupted labels, and in which layers?",
        "m-coherence says how many examples, on average, gain from a step along one example's gradient: 1 when every gradient stands alone, n when all agree. "
        + "One network is trained on labels of which more and more are corrupted, from the same weights and in the same order, and m-coherence is followed from the first "
        + "step to the last: the collapse of the first 25 steps, the rise after it, the decay when the labels are fitted.\n\n"
        + "If coherent gradients explain generalization, corrupted labels must cost coherence, and coherence must say when to stop. "
        + "The layers show where it comes from.",
        [
            "Chatterjee, Zielinski 2020, Making Coherence Out of Nothing At All, arXiv 2008.01217",
            "Chatterjee, Zielinski 2022, On the Generalization Mystery in Deep Learning, arXiv 2203.10036",
            "Chatterjee 2020, Coherent Gradients, arXiv 2002.10657",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => CoherenceClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("train", "training examples, balanced over classes, or all", "500", "1000", "all"),
        new("test", "test examples, or all", "200", "1000", "all"),
        new("model", "linear, mlp:512, mlp:512x3, lenet, vgg-small, resnet:20, ..., or an ONNX file or checkpoint", "lenet"),
        new("corruption", "probabilities that a label is selected for corruption, between commas, ascending", "0,0.5,1", "0,0.25,0.5,0.75,1", "0,0.25,0.5,0.75,1"),
        new("noise", "uniform (a random class) or permute (among the selected)", "permute"),
        new("convolution", "another network, trained on true labels only, whose layers are compared, or none for the model's own", "none"),
        new("convolution-steps", "steps of that other network at most", "100", "1500", "10000"),
        new("standardize", "per-channel, per-image or none", "none"),
        new("initializer", "he, glorot, lecun or ntk; file begins with the weights of model=FILE", "glorot"),
        new("optimizer", "sgd, momentum, nesterov, adam, adamw, adagrad or rmsprop", "sgd"),
        new("learning-rate", "before the schedule", "0.1", "0.03", "0.03"),
        new("warm-up", "steps of linear rise of the learning rate; slow enough to watch the start", "0"),
        new("batch-size", "examples in a batch", "50", "100", "100"),
        new("steps", "steps at most", "400", "6000", "100000"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        LabelNoiseKind kind = Corruptions.Kind(settings);
        List<TrialPlan> trials = [.. Corruptions.Read(settings).Select(p => TrialPlans.WithNoise(Corruptions.SeriesOf(p), laboratory, training, kind, p))];
        int steps = settings.Integer("convolution-steps", 1, int.MaxValue - 1);
        if (settings.Text("convolution") is var model && model != OwnLayers)
        {
            trials.Add(TrialPlans.WithNoise(ConvolutionSeries, laboratory, training with { Steps = steps }, kind, 0) with
            {
                Network = laboratory.Named(model),
            });
        }

        return new ExperimentPlan(trials);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record)
    {
        RunRecord levels = Levels(record);
        return new Conclusions(
            CoherenceClaims.Judge(record), [TrialTables.Summary(record), CoherenceTables.Shapes(levels), CoherenceTables.Stopping(levels)],
            CoherenceFigures.All(record), CoherenceTables.Published(levels));
    }

    /// <summary>The training whose layers are compared, or null.</summary>
    internal static TrialPlan? Layered(RunRecord record) =>
        record.Trials.FirstOrDefault(t => t.Series == ConvolutionSeries) ?? record.Trials.FirstOrDefault(t => t.Series == Corruptions.TrueSeries);

    /// <summary>The record without the other network: one training a corruption.</summary>
    internal static RunRecord Levels(RunRecord record) => record.Of([.. record.Trials.Where(t => t.Series != ConvolutionSeries)]);
}
