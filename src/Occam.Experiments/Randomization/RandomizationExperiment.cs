using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Randomization;

/// <summary>The six conditions of Zhang et al. 2017: true, partly corrupted and random labels, shuffled pixels, random pixels, Gaussian images; unchanged settings.</summary>
public sealed class RandomizationExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "randomization";

    /// <inheritdoc/>
    public About About => new(
        "Can the network fit labels that carry no information, or images without structure, at what price, and what becomes of its test error?",
        "Networks are trained with the same settings on labels that are corrupted more and more: each label is replaced, with probability p, by a class drawn at random, "
        + "which may be the true one, so the fraction that really changes is p(1 − 1/K). Beside that the labels stay true and the images lose their structure: all pixels "
        + "moved by one permutation, by another one for every image, or replaced by Gaussian noise. "
        + "A network that fits random labels has the capacity to memorize, so capacity alone cannot be what makes it generalize on true ones.",
        ["Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530"]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => RandomizationClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("data", "a name (mnist-mini, mnist, fashion-mnist, cifar10) or a path", "mnist-mini", "mnist-mini", "cifar10"),
        new("model", "the network of all conditions", "mlp:64", "mlp:512", "inception-small"),
        new("networks", "others, for the corruptions alone: NAME@RATE between commas with their learning rates, or none", "mlp:32@0.02", "mlp:128x3@0.02,lenet@0.01", "alexnet-small@0.01,mlp:512@0.01"),
        new("train", "training examples, balanced over classes, or all", "500", "2000", "all"),
        new("crop", "rows and columns kept in the middle of each image, or all", "all", "all", "28"),
        new("standardize", "per-channel, per-image or none", "per-channel", "per-channel", "per-image"),
        new("learning-rate", "before the schedule, of model=", "0.02", "0.02", "0.1"),
        new("schedule", "constant, step:EPOCHS:FACTOR, decay:FACTOR or cosine", "constant", "constant", "decay:0.95"),
        new("steps", "steps at most", "400", "4000", "25000"),
        new("warm-up", "steps of linear rise of the learning rate; the paper has none", "0"),
        new("stop", "training accuracy at which a training ends", "0.999", "0.999", "1"),
        new("probe", "training examples that are measured, drawn once, or all; fewer make large networks quicker to watch", "all", "1000", "5000"),
        new("chunk", "examples per chunk when measuring; decides the last bits; the small Inception takes 15 MB for each", "250", "250", "100"),
        new("conditions", "of pixels, beside those of labels: shuffled-pixels, random-pixels, gaussian, between commas; or all, or none", "all"),
        new("corruption", "probabilities of a random label, between commas; the first is the reference", "0,1", "0,0.25,0.5,0.75,1", "0,0.2,0.4,0.6,0.8,1"),
        new("noise", "uniform (a random class) or permute (among the selected)", "uniform"),
        new("test-labels", "clean, or corrupted as the training labels are", "clean"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        LabelNoiseKind kind = Corruptions.Kind(settings);
        bool corruptTests = settings.Choice("test-labels", "clean", "corrupted") == "corrupted";
        double[] levels = Corruptions.Read(settings);
        string[] conditions = Conditions(settings);
        List<TrialPlan> trials = [];
        foreach (NetworkChoice network in NetworkChoice.Read(laboratory, settings, training.Optimizer.LearningRate))
        {
            TrainingSettings own = training with { Optimizer = training.Optimizer with { LearningRate = network.LearningRate } };
            foreach (double p in levels)
            {
                TrialPlan trial = TrialPlans.WithNoise(network.Prefix + Corruptions.SeriesOf(p), laboratory, own, kind, p) with { Network = network.Other };
                trials.Add(corruptTests ? trial with { Test = Corrupted(laboratory, kind, p) } : trial);
            }

            if (network.Other is null) trials.AddRange(conditions.Select(c => WithPixels(c, laboratory, training)));
        }

        return new ExperimentPlan(trials);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(
        RandomizationClaims.Judge(record), [TrialTables.Summary(record)], RandomizationFigures.All(record), RandomizationNumbers.All(record));

    private static string[] Conditions(ResolvedSettings settings)
    {
        string text = settings.Text("conditions");
        string[] known = [.. RandomizationNames.Pixels.Keys];
        if (text == "all") return known;
        string[] conditions = text == "none" ? [] : text.Split(',');
        foreach (string unknown in conditions.Except(known))
            settings.Faults.Add(new Fault("conditions", $"{string.Join(", ", known)} between commas, or all, or none", $"'{unknown}'", NearestName.Hint(unknown, known)));
        return [.. known.Intersect(conditions)];
    }

    private static TrialPlan WithPixels(string condition, LaboratoryPlan laboratory, TrainingSettings training)
    {
        DatasetPair data = PixelConditions.Apply(laboratory, RandomizationNames.Pixels[condition]);
        return new TrialPlan(condition, data.Train, data.Test, training, 0);
    }

    private static Dataset? Corrupted(LaboratoryPlan laboratory, LabelNoiseKind kind, double probability) =>
        laboratory.Data.Test is { } test ? LabelNoise.Apply(test, kind, probability, laboratory.Seed.Derive("test-labels")).Data : null;
}
