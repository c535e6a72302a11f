using System.Globalization;
using Occam.Data.Augmentations;
using Occam.Data.Preprocessing;
using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Networks.Losses;
using Occam.Training.Rules;

namespace Occam.Experiments.Published;

/// <summary>The setting of Zhang et al. 2017 (section 2, appendix A), and in what a training differs from it.</summary>
internal static class ZhangSetting
{
    private const int Examples = 50_000, TestExamples = 10_000, Side = 28, Batch = 128;

    // With the rate falling by 0.95 an epoch, or by 0.999, less than 5 % of all that is ever descended is left after these. On random labels with
    // augmentation the paper trained longer, without saying how long.
    private const int Epochs = 60, AugmentedRandomEpochs = 3_000;

    /// <summary>What is unlike the paper, in words; empty where numbers can be compared.</summary>
    /// <param name="record">The run.</param>
    /// <param name="trial">The training.</param>
    /// <param name="row">The row of the paper's tables that it stands beside; null beside its figures, which are without augmentation.</param>
    public static IReadOnlyList<string> Differences(RunRecord record, TrialPlan trial, ZhangRow? row = null)
    {
        LaboratoryPlan laboratory = record.Laboratory;
        List<string> differences = [];
        void Demand(bool alike, string difference)
        {
            if (!alike) differences.Add(difference);
        }

        string data = laboratory.Data.Info.Name, decay;
        AugmentationKind augmentation = laboratory.AugmentationOf(trial), expected = row?.Augmentation ?? AugmentationKind.None;
        int least;
        (decay, least) = row is { RandomLabels: true, Augmentation: not AugmentationKind.None } ? ("decay:0.999", AugmentedRandomEpochs) : ("decay:0.95", Epochs);
        Demand(data == "cifar10", $"data {data}, not cifar10");
        Demand(trial.Train.Count == Examples, Invariant($"{trial.Train.Count:N0} training examples, not {Examples:N0}"));
        Demand(trial.Test?.Count == TestExamples, Invariant($"{trial.Test?.Count ?? 0:N0} test examples, not {TestExamples:N0}"));
        Demand(trial.Input.Height == Side && trial.Input.Width == Side, $"images of {trial.Input.Height}×{trial.Input.Width}, not {Side}×{Side}");
        Demand(laboratory.Standardization.Kind == Standardization.PerImage, "standardization not of each image alone");
        Demand(augmentation == expected, $"augmentation {Word(augmentation)}, not {Word(expected)}");
        Demand(row is not null || trial.Settings.Optimizer.WeightDecay == 0, "weight decay");
        Demand(trial.EffectiveNoise == 0 || trial.Noise == LabelNoiseKind.Uniform, "labels permuted, not drawn uniformly");
        Demand(trial.Test is null || laboratory.Data.Test is not { } truth || trial.Test.Labels.SequenceEqual(truth.Labels), "test labels corrupted too");
        Demand(laboratory.Loss is SoftmaxCrossEntropy<float> { LabelSmoothing: 0 }, "another loss");
        NetworkPlan network = laboratory.NetworkOf(trial);
        Demand(!network.BeginsAsStored, "weights of a file to begin with");
        Demand(network.Options.Activation == "relu", $"{network.Options.Activation}, not relu");
        Demand(network.Options.Dropout == 0, "dropout");
        double rate = network.Model.StartsWith("inception-small", StringComparison.Ordinal) ? 0.1 : 0.01;
        Demand(trial.Settings.Optimizer is { Name: "momentum", Momentum: 0.9 }, "not descent with momentum 0.9");
        Demand(trial.Settings.Optimizer.LearningRate == rate, Invariant($"learning rate {trial.Settings.Optimizer.LearningRate}, not {rate}"));
        Demand(trial.Settings.Schedule == decay && trial.Settings.WarmUp == 0, $"schedule {trial.Settings.Schedule} with warm-up {trial.Settings.WarmUp}, not {decay} without");
        Demand(trial.Settings.BatchSize == Batch, $"batches of {trial.Settings.BatchSize}, not {Batch}");
        Demand(trial.Settings.Rule == DescentRule.Mean, $"rule {trial.Settings.Rule}");
        double epochs = trial.Settings.Steps * trial.Settings.BatchSize / (double)trial.Train.Count;
        Demand(epochs >= least, Invariant($"{epochs:F1} epochs at most, not {least:N0} or more"));
        return differences;
    }

    private static string Word(AugmentationKind kind) => kind.ToString().ToLowerInvariant();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
