using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Published;
using Occam.Experiments.Randomization;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Networks.Losses;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;
using Occam.Training.Optimizers;

namespace Occam.Experiments.Tests.Published;

/// <summary>Published numbers stand beside measured ones only as comparable where data, network and settings are the paper's; otherwise with what differs.</summary>
public sealed class ZhangNumbersTests
{
    [Fact]
    public void The_papers_own_setting_is_comparable()
    {
        PublishedNumber[] numbers = [.. RandomizationNumbers.All(Record("inception-small", 0.1))];
        PublishedNumber test = Assert.Single(numbers, n => n.Id == "true-test-accuracy");
        Assert.Equal((85.75, 80.0, true), (test.Published!.Value, test.Measured!.Value, test.Comparable));
        Assert.Equal(80 / 85.75, test.Ratio!.Value, 1e-12);
        Assert.StartsWith("The paper gives neither batch size", test.Note, StringComparison.Ordinal);
        Assert.Equal(9.78, Assert.Single(numbers, n => n.Id == "random-test-accuracy").Published);
        Assert.Equal(100, Assert.Single(numbers, n => n.Id == "random-train-accuracy").Measured);
        PublishedNumber slowdown = Assert.Single(numbers, n => n.Id == "random-slowdown");
        Assert.Equal((4.0, true), (slowdown.Published!.Value, slowdown.Comparable));

        // ln loss falls from 0 to ln 0.01 within 1,000 steps: half of the way to 0.1.
        PublishedNumber tenth = Assert.Single(numbers, n => n.Id == "true-steps-to-loss-0.1");
        Assert.Equal(500, tenth.Measured!.Value, 1e-9);
        Assert.Equal(4000, tenth.Published);
        Assert.Equal(86.71, Assert.Single(numbers, n => n.Id == "true-rerun-test-accuracy").Published);
    }

    [Theory]
    [InlineData("mlp:512", 0.01, 50.51)]
    [InlineData("mlp:512x3", 0.01, 52.39)]
    [InlineData("alexnet-small", 0.01, 76.07)]
    [InlineData("inception-small:no-bn", 0.1, 82.00)]
    public void Every_network_of_the_table_has_its_row(string model, double rate, double published)
    {
        PublishedNumber test = Assert.Single(RandomizationNumbers.All(Record(model, rate)), n => n.Id == "true-test-accuracy");
        Assert.Equal((published, true), (test.Published!.Value, test.Comparable));
    }

    [Fact]
    public void What_differs_is_said_and_no_ratio_given()
    {
        PublishedNumber[] numbers = [.. RandomizationNumbers.All(Record("mlp:512", 0.02, data: "mnist-mini", train: 3000, test: 100, side: 20, schedule: "constant"))];
        Assert.All(numbers, n => Assert.False(n.Comparable));
        Assert.All(numbers, n => Assert.Null(n.Ratio));
        Assert.Equal(
            "Not comparable: data mnist-mini, not cifar10; 3,000 training examples, not 50,000; 100 test examples, not 10,000; images of 20×20, not 28×28; "
            + "learning rate 0.02, not 0.01; schedule constant with warm-up 0, not decay:0.95 without.",
            Assert.Single(numbers, n => n.Id == "true-train-accuracy").Note);
    }

    [Fact]
    public void A_network_that_is_not_in_the_paper_has_no_numbers() => Assert.Empty(RandomizationNumbers.All(Record("mlp:64", 0.01)));

    [Fact]
    public void A_row_is_found_by_weight_decay_too_and_one_that_does_not_converge_has_no_number()
    {
        static TrialPlan Decayed(TrialPlan t) => t with { Settings = t.Settings with { Optimizer = t.Settings.Optimizer with { WeightDecay = 0.0005 } } };
        PublishedNumber[] numbers = [.. ZhangNumbers.Beside(Record("alexnet-small", 0.01, change: Decayed), t => t.EffectiveNoise > 0)];
        Assert.Equal([99.9 + 0.1, 77.36, null], numbers.Select(n => n.Published));
        Assert.StartsWith("In the paper this training does not converge.", numbers[^1].Note, StringComparison.Ordinal);
        Assert.Contains("strength of weight decay; here 0.0005.", numbers[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_every_kind_are_compared()
    {
        Assert.Empty(Differences(t => t));
        Assert.Equal(["weight decay"], Differences(t => t with { Settings = t.Settings with { Optimizer = t.Settings.Optimizer with { WeightDecay = 0.1 } } }));
        Assert.Equal(["dropout"], Differences(t => t with { Network = new NetworkPlan("mlp:512", new ModelOptions(Dropout: 0.5), "he") }));
        Assert.Equal(["batches of 64, not 128"], Differences(t => t with { Settings = t.Settings with { BatchSize = 64, Steps = 60_000 } }));
        Assert.Equal(["51.2 epochs at most, not 60 or more"], Differences(t => t with { Settings = t.Settings with { Steps = 20_000 } }));
        Assert.Equal(["not descent with momentum 0.9"], Differences(t => t with { Settings = t.Settings with { Optimizer = t.Settings.Optimizer with { Momentum = 0.8 } } }));
        Assert.Equal(["augmentation full, not none"], Differences(t => t with { Augmentation = AugmentationKind.Full }));
        Assert.Equal(["labels permuted, not drawn uniformly"], Differences(t => t with { EffectiveNoise = 0.9, Noise = LabelNoiseKind.Permute }));
        Assert.Empty(Differences(t => t with { Noise = LabelNoiseKind.Permute }));
        Assert.Equal(["test labels corrupted too"], Differences(t => t with { Test = t.Test!.WithLabels([.. Enumerable.Repeat(1, 10_000)]) }));
    }

    [Theory]
    [InlineData(AugmentationKind.Crop, 99.93)]
    [InlineData(AugmentationKind.Full, 99.28)]
    public void Random_labels_with_augmentation_have_rows_of_their_own_and_are_trained_longer(AugmentationKind kind, double published)
    {
        PublishedNumber Number(int steps, string schedule) => Assert.Single(
            ZhangNumbers.Beside(
                Record("inception-small", 0.1, change: t => t with { Augmentation = kind, Settings = t.Settings with { Steps = steps, Schedule = schedule } }), t => t.EffectiveNoise > 0),
            n => n.Id == "random-train-accuracy");
        PublishedNumber shorter = Number(25_000, "decay:0.999"), longer = Number(1_200_000, "decay:0.999");
        Assert.Equal((published, false), (shorter.Published!.Value, shorter.Comparable));
        Assert.Equal("Not comparable: 64.0 epochs at most, not 3,000 or more.", shorter.Note);
        Assert.Equal((published, true), (longer.Published!.Value, longer.Comparable));
        Assert.False(Number(1_200_000, "decay:0.95").Comparable);
    }

    [Fact]
    public void What_no_row_of_the_paper_has_stands_beside_none() => Assert.Empty(
        ZhangNumbers.Beside(Record("mlp:512", 0.01, change: t => t with { Augmentation = AugmentationKind.Crop }), t => t.EffectiveNoise > 0));

    [Fact]
    public void A_slowdown_that_is_only_known_from_below_says_so_and_has_no_ratio()
    {
        PublishedNumber bound = Assert.Single(RandomizationNumbers.All(Record("mlp:512", 0.01, fitted: 0.98)), n => n.Id == "random-slowdown");
        Assert.Equal((4.0, null, true), (bound.Measured!.Value, bound.Ratio, bound.Comparable));
        Assert.StartsWith("At least: 'random' was not fitted in 4,000 steps, so the ratio is at least this. Read off the figure: about 4.", bound.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_paper_leaves_open_in_a_network_is_said()
    {
        string Note(string model, double rate) => Assert.Single(RandomizationNumbers.All(Record(model, rate)), n => n.Id == "true-test-accuracy").Note;
        Assert.Contains("shifts every window by a pixel", Note("inception-small", 0.1), StringComparison.Ordinal);
        Assert.Contains("window 4, alpha 0.001/9 for each value, beta 0.75", Note("alexnet-small", 0.01), StringComparison.Ordinal);
        Assert.DoesNotContain("window", Note("mlp:512", 0.01), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Differences(Func<TrialPlan, TrialPlan> change)
    {
        RunRecord record = Record("mlp:512", 0.01, change: change);
        return ZhangSetting.Differences(record, record.Trials[0]);
    }

    private static RunRecord Record(
        string model, double rate, string data = "cifar10", int train = 50_000, int test = 10_000, int side = 28, string schedule = "decay:0.95", Func<TrialPlan, TrialPlan>? change = null,
        double fitted = 1)
    {
        // One channel, that the record stays small: the shape that is compared is that of the crop.
        Dataset Set(int count) => new("made up", new float[count * side * side], new ImageShape(1, side, side), new int[count], 10);
        DatasetPair pair = new(Set(train), Set(test), new DatasetInfo(data, "none", "memory", "this test"));
        LaboratoryPlan laboratory = new(
            pair, new StandardizationConstants(Standardization.PerImage, [], []), new NetworkPlan(model, new ModelOptions(), "he"), new SoftmaxCrossEntropy<float>(), new Seed(1), 0.99, 1, 1000, 100);
        TrainingSettings settings = new(new OptimizerSettings("momentum", rate, 0.9, 0), 128, 25_000, schedule);
        TrialPlan[] trials = [new("true", pair.Train, pair.Test, settings, 0), new("random", pair.Train, pair.Test, settings, 0.9)];
        return new RunRecord(laboratory, [.. trials.Select(change ?? (t => t))], [.. Trained("true", 0.8, 1000), .. Trained("random", 0.1, 4000, fitted)], name => throw new KeyNotFoundException(name));
    }

    private static Observation[] Trained(string series, double test, long steps, double fitted = 1) =>
        [.. new (long Step, double Train, double Loss)[] { (0, 0.1, 1), (steps, fitted, 0.01) }.Select(o => new Observation(series, o.Step, new Dictionary<string, double>
        {
            [MetricNames.TrainAccuracy] = o.Train,
            [MetricNames.TrainLoss] = o.Loss,
            [MetricNames.TestAccuracy] = test,
        }))];
}
