using System.Globalization;
using Occam.Data.Augmentations;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Published;

/// <summary>The accuracies of Zhang et al. 2017 beside those of a run, for every training of a network that is in their tables.</summary>
internal static class ZhangNumbers
{
    private const string Inception = "inception-small", AlexNet = "alexnet-small";
    private const string Unstated = "The paper gives neither batch size, epochs nor initializer; 128 is usual.";
    private const string Padding = " Strided windows pad one pixel all around; TensorFlow pads these sizes at the end only, which shifts every window by a pixel.";
    private const string Response = " Nor does it give the response norm: window 4, alpha 0.001/9 for each value, beta 0.75 here; a 4 in TensorFlow is a radius, a window of 9.";

    /// <summary>Two rows a training.</summary>
    /// <param name="record">The run.</param>
    /// <param name="randomLabels">Whether a training's labels are random, or null for one of another condition.</param>
    public static IReadOnlyList<PublishedNumber> Beside(RunRecord record, Func<TrialPlan, bool?> randomLabels)
    {
        List<PublishedNumber> numbers = [];
        foreach (TrialPlan trial in record.Trials)
        {
            if (randomLabels(trial) is not { } random || Find(record, trial, random) is not { } row) continue;
            IReadOnlyList<string> differences = ZhangSetting.Differences(record, trial, row);
            Curve curve = record[trial];
            string note = row.Train is null ? "In the paper this training does not converge. " + Note(record, trial, differences) : Note(record, trial, differences);
            numbers.Add(Number($"{trial.Series}-train-accuracy", $"{row.Source}, training accuracy in %", row.Train, Percent(curve.Last(MetricNames.TrainAccuracy)), differences, note));
            if (row.Test is not null)
                numbers.Add(Number($"{trial.Series}-test-accuracy", $"{row.Source}, test accuracy in %", row.Test, Percent(curve.Last(MetricNames.TestAccuracy)), differences, note));
        }

        return numbers;
    }

    /// <summary>A published number beside a measured one; a ratio only where the settings are alike.</summary>
    public static PublishedNumber Number(string id, string source, double? published, double measured, IReadOnlyList<string> differences, string note)
    {
        double? value = double.IsFinite(measured) ? measured : null;
        bool comparable = differences.Count == 0;
        return new PublishedNumber(id, source, published, value, comparable && published is not null ? value / published : null, comparable, note);
    }

    /// <summary>An accuracy in percent, without the last bits that the factor of 100 leaves: 99.96, not 99.96000000000001.</summary>
    public static double Percent(double accuracy) => Math.Round(100 * accuracy, 10);

    /// <summary>What differs, or what to know where nothing does.</summary>
    public static string Note(RunRecord record, TrialPlan trial, IReadOnlyList<string> differences)
    {
        if (differences.Count > 0) return $"Not comparable: {string.Join("; ", differences)}.";
        string probe = record.Laboratory.Probe < trial.Train.Count ? string.Create(CultureInfo.InvariantCulture, $" Training accuracy is of {record.Laboratory.Probe:N0} examples drawn once.") : "";
        string decay = trial.Settings.Optimizer.WeightDecay > 0 ? string.Create(CultureInfo.InvariantCulture, $" Nor does it give the strength of weight decay; here {trial.Settings.Optimizer.WeightDecay}.") : "";
        string network = record.Laboratory.NetworkOf(trial).Model;
        string response = network == AlexNet ? Response : "", padding = network == AlexNet || network.StartsWith(Inception, StringComparison.Ordinal) ? Padding : "";
        string colours = record.Laboratory.AugmentationOf(trial) == AugmentationKind.Full ? " Nor by how much colours are changed." : "";
        return Unstated + decay + colours + response + padding + probe;
    }

    private static ZhangRow? Find(RunRecord record, TrialPlan trial, bool random)
    {
        NetworkPlan network = record.Laboratory.NetworkOf(trial);
        bool hasNorm = network.Model == Inception && network.Options.Normalization == "batch";
        string model = network.Model == "inception-small:no-bn" ? Inception : network.Model;
        if (network.Options.Normalization is not ("batch" or "none") && model == Inception) return null;
        AugmentationKind augmentation = record.Laboratory.AugmentationOf(trial);
        bool decay = trial.Settings.Optimizer.WeightDecay > 0;
        return ZhangRow.All.FirstOrDefault(r => r.Network == model && r.Normalizes == hasNorm && r.RandomLabels == random && r.Augmentation == augmentation && r.WeightDecay == decay);
    }
}
