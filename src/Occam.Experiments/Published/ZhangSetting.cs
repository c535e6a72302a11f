using System.Globalization;
using Occam.Data.Augmentations;
using Occam.Data.Preprocessing;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Networks.Losses;
using Occam.Training.Rules;

namespace Occam.Experiments.Published;

/// <summary>The setting of Zhang et al. 2017 (section 2, appendix A), and in what a training differs from it.</summary>
internal static class ZhangSetting
{
    private const int Examples = 50_000, TestExamples = 10_000, Side = 28, Batch = 128;

    // With the rate falling by 0.95 an epoch, less than 5 % of all that is ever descended is left after these.
    private const int Epochs = 60;

    /// <summary>What is unlike the paper, in words; empty where numbers can be compared.</summary>
    /// <param name="record">The run.</param>
    /// <param name="trial">The training.</param>
    /// <param name="randomCropDecay">Whether the rate has to fall by 0.999 an epoch, as for random labels with random crops.</param>
    public static IReadOnlyList<string> Differences(RunRecord record, TrialPlan trial, bool randomCropDecay = false)
    {
        LaboratoryPlan laboratory = record.Laboratory;
        List<string> differences = [];
        void Demand(bool alike, string difference)
        {
            if (!alike) differences.Add(difference);
        }

        string data = laboratory.Data.Info.Name, decay = randomCropDecay ? "decay:0.999" : "decay:0.95";
        Demand(data == "cifar10", $"data {data}, not cifar10");
        Demand(trial.Train.Count == Examples, Invariant($"{trial.Train.Count:N0} training examples, not {Examples:N0}"));
        Demand(trial.Test?.Count == TestExamples, Invariant($"{trial.Test?.Count ?? 0:N0} test examples, not {TestExamples:N0}"));
        Demand(trial.Input.Height == Side && trial.Input.Width == Side, $"images of {trial.Input.Height}×{trial.Input.Width}, not {Side}×{Side}");
        Demand(laboratory.Standardization.Kind == Standardization.PerImage, "standardization not of each image alone");
        Demand(laboratory.AugmentationOf(trial) != AugmentationKind.Full, "more than crops is altered");
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
        Demand(epochs >= Epochs, Invariant($"{epochs:F1} epochs at most, not {Epochs} or more"));
        return differences;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
