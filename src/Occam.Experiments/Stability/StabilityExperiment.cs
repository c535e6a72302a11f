using System.Globalization;
using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Stability;

/// <summary>Twins whose training sets differ in one example, on true and on random labels: how far they part, and what the stability bound says.</summary>
public sealed class StabilityExperiment : ILaboratoryExperiment
{
    internal const string TruePrefix = "true-", RandomPrefix = "random-";

    /// <summary>No training accuracy reaches it: all trainings take the same steps.</summary>
    private const double NeverStop = 2;

    /// <inheritdoc/>
    public string Id => "stability";

    /// <inheritdoc/>
    public About About => new(
        "One training example is replaced: how far do the twins part, with true and with random labels?",
        "The expected gap between the loss on new examples and on training examples is exactly the expected change of the loss on a training example when it is replaced "
        + "by another: who generalizes is stable, and the other way round. Two trainings share weights and order; one example differs. "
        + "If coherent gradients make training stable, twins on true labels stay closer than twins on random ones.\n\n"
        + "The theorem of Chatterjee and Zielinski bounds the gap by a sum over steps in which coherence appears. Its authors call it qualitative. "
        + "Here it is computed with measured surrogates, and beside it what it is worth as a number.",
        ["Chatterjee, Zielinski 2022, On the Generalization Mystery in Deep Learning, arXiv 2203.10036"]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => StabilityClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("model", "linear, mlp:512, mlp:512x3, lenet, vgg-small, resnet:20, ..., or an ONNX file or checkpoint; without batch norm", "mlp:32", "mlp:64", "mlp:512"),
        new("train", "training examples, balanced over classes, or all", "200", "500", "5000"),
        new("optimizer", "sgd, which the theorem is about; with another one the bound is not judged", "sgd"),
        new("learning-rate", "before the schedule; also the length of the step along which the smoothness is estimated", "0.05"),
        new("steps", "steps of every training", "200", "2500", "50000"),
        new("warm-up", "steps of linear rise of the learning rate", "0"),
        new("batch-size", "examples in a batch", "20", "50", "100"),
        new("stop", "has no effect here: twins run to their last step", "1"),
        new("replacements", "replaced examples, one at a time, each with weights and an order of its own", "2", "16", "32"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        int count = settings.Integer("replacements", 2, 100);
        CheckExamples(laboratory, count, settings);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        CheckStatistics(laboratory, training, settings);

        Seed seed = laboratory.Seed.Derive("stability");
        NoisyLabels noisy = LabelNoise.Apply(laboratory.Data.Train, LabelNoiseKind.Uniform, 1, laboratory.Seed);
        Dataset test = laboratory.Data.Test!, noisyTest = LabelNoise.Apply(test, LabelNoiseKind.Uniform, 1, seed.Derive("test")).Data;
        TrialPlan[] truth = Trials(TruePrefix, laboratory, training, count, laboratory.Data.Train, test, 0);
        TrialPlan[] random = Trials(RandomPrefix, laboratory, training, count, noisy.Data, noisyTest, noisy.EffectiveRate);
        return new ExperimentPlan([.. truth.Zip(random).SelectMany(pair => (TrialPlan[])[pair.First, pair.Second])]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record)
    {
        TwinRecord twins = new(record);
        return new Conclusions(StabilityClaims.Judge(twins), StabilityTables.All(twins), StabilityFigures.All(twins), []);
    }

    private static TrialPlan[] Trials(string prefix, LaboratoryPlan laboratory, TrainingSettings training, int count, Dataset train, Dataset test, double noise)
    {
        Seed seed = laboratory.Seed.Derive("stability");
        int[] places = Exchange.Places(seed, train.Count, count), taken = Exchange.Replacements(seed, test.Count, count);
        // What replaces a training example is no longer held out.
        Dataset rest = Subset.Select(test, [.. Enumerable.Range(0, test.Count).Except(taken)]);
        return [.. Enumerable.Range(0, count).Select(j =>
        {
            Exchange exchange = new(places[j], Subset.Select(test, [taken[j]]));
            return new TrialPlan(prefix + (j + 1).ToString(CultureInfo.InvariantCulture), train, rest, training, noise)
            {
                Twin = exchange.In(train),
                Watches = [TwinWatch.Of(exchange, rest, training.Optimizer.LearningRate)],
                Seed = seed.Derive("repetition").Derive(j),
                StopAccuracy = NeverStop,
            };
        })];
    }

    private static void CheckExamples(LaboratoryPlan laboratory, int count, ResolvedSettings settings)
    {
        if (laboratory.Data.Test is not { } test)
        {
            settings.Faults.Add(new Fault("data", "a test set, which the replacements come from", "none", "Choose data with a test set."));
            return;
        }

        if (count >= test.Count)
            settings.Faults.Add(new Fault("replacements", $"fewer than the {test.Count} test examples, which they come from", $"{count}", "Choose fewer, or more test examples."));
        if (count > laboratory.Data.Train.Count)
            settings.Faults.Add(new Fault("replacements", $"at most the {laboratory.Data.Train.Count} training examples", $"{count}", "Choose fewer, or more training examples."));
    }

    /// <summary>A twin with running statistics of its own cannot be asked at its parameters alone, and batch norm couples the examples.</summary>
    private static void CheckStatistics(LaboratoryPlan laboratory, TrainingSettings training, ResolvedSettings settings) => settings.Collect(() =>
    {
        TrialPlan probe = new(TruePrefix, laboratory.Data.Train, laboratory.Data.Test, training, 0);
        laboratory.DemandNoStatistics(laboratory.Build(probe), settings);
    });
}
