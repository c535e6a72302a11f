using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Data.Randomizations;
using Occam.Experiments.Regularization;
using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Tests.Running;

/// <summary>Crops, augmentation, and the plans of randomization and regularization: what they train, and what is refused.</summary>
public sealed class RethinkingPlanTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("explain", "crop=29", "Center crop of 'mnist-mini/train': expected a size in 1×1 … 28×28, got 29×29. Choose a smaller crop.")]
    [InlineData("explain", "crop=0", "crop: expected a whole number from 1 on, or 'all', got '0'. Write for example crop=all.")]
    [InlineData("explain", "augment=crops", "augment: expected none, crop, full, got 'crops'. Did you mean 'crop'?")]
    [InlineData("explain", "augment=crop", "crop: expected a size below 28 beside augment=crop, got 'all'. Write for example crop=24.")]
    [InlineData("randomization", "conditions=gausian", "conditions: expected shuffled-pixels, random-pixels, gaussian between commas, or all, or none, got 'gausian'. Did you mean 'gaussian'?")]
    [InlineData("randomization", "networks=lenet", "networks: expected NAME@RATE between commas with a learning rate above 0, or none, got 'lenet'. Write for example networks=lenet@0.02.")]
    [InlineData("randomization", "networks=lenet@-1", "networks: expected NAME@RATE between commas with a learning rate above 0, or none, got 'lenet@-1'. Write for example networks=lenet@0.02.")]
    [InlineData("randomization", "networks=mlp:8@0.1", "networks: expected each network once, and not that of model= again, got 'mlp:8'. Leave it out.")]
    [InlineData("randomization", "networks=lenett@0.1", "Model name: expected one of linear, mlp:WIDTH or mlp:WIDTHxLAYERS, mlp-norm:WIDTH or mlp-norm:WIDTHxLAYERS, lenet, alexnet-small, vgg-small, inception-small or inception-small:no-bn, resnet:DEPTH, got 'lenett'. Did you mean lenet?")]
    [InlineData("randomization", "test-labels=dirty", "test-labels: expected clean, corrupted, got 'dirty'. Choose one of these.")]
    [InlineData("regularization", "true-labels=none,dropuot", "true-labels: expected none, weight-decay, dropout, augmentation, no-batch-norm, or several joined by +, between commas, got 'dropuot'. Did you mean 'dropout'?")]
    [InlineData("regularization", "random-labels=weight-decay", "random-labels: expected none first, to compare with, got 'weight-decay'. Write for example random-labels=none,weight-decay.")]
    [InlineData("regularization", "random-labels=none,none", "random-labels: expected each once, got 'none' again. Leave it out.")]
    [InlineData("regularization", "dropout=0", "dropout: expected a fraction above 0, for where it is on, got 0. Give one, or leave it out of true-labels=.")]
    [InlineData("regularization", "augment=none", "augment: expected crop or full, for where it is on, got none. Give one, or leave it out of true-labels=.")]
    [InlineData("regularization", "augmented-schedule=up", "augmented-schedule: expected constant, step:EPOCHS:FACTOR, decay:FACTOR (each epoch) or cosine, got 'up'. Write for example schedule=decay:0.95; factors lie above 0 and up to 1.")]
    public void Faults_are_said_before_the_run(string experiment, string setting, string text)
    {
        InputException fault = Assert.Throws<InputException>(() => Prepare(experiment, setting));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Only_trainings_on_the_chosen_images_can_be_augmented()
    {
        InputException pixels = Assert.Throws<InputException>(() => Prepare("randomization", "augment=crop", "crop=24", "conditions=gaussian"));
        Assert.Equal(
            ["augment: expected none for the training 'gaussian', which changes the images or has a twin, got crop. Write augment=none, or leave that training out."], pixels.Faults.Select(f => f.ToString()));
        Prepare("randomization", "augment=crop", "crop=24", "conditions=none");
        Assert.Throws<InputException>(() => Prepare("stability", "augment=full"));
    }

    [Fact]
    public void Crops_come_before_standardizing_and_test_and_probe_keep_the_middle()
    {
        PreparedRun whole = Prepare("explain", "standardize=none"), cut = Prepare("explain", "crop=20", "augment=full", "standardize=per-image");
        Assert.Equal(new ImageShape(1, 20, 20), cut.Laboratory.Data.Shape);
        Assert.Equal(AugmentationKind.Full, cut.Laboratory.AugmentationOf(cut.Trials[0]));
        StandardizationConstants perImage = new(Standardization.PerImage, [], []);
        Assert.Equal(Standardizer.Apply(CenterCrop.Apply(whole.Laboratory.Data.Train, 20, 20), perImage).Images.ToArray(), cut.Laboratory.Data.Train.Images.ToArray());
        Assert.Equal(Standardizer.Apply(CenterCrop.Apply(whole.Laboratory.Data.Test!, 20, 20), perImage).Images.ToArray(), cut.Trials[0].Test!.Images.ToArray());
        Assert.Equal(whole.Laboratory.Data.Train.Images.ToArray(), cut.Laboratory.Originals.Train.Images.ToArray());
    }

    [Fact]
    public void Six_conditions_have_the_images_and_labels_of_the_paper()
    {
        PreparedRun run = Prepare("randomization", "corruption=0,0.5,1", "networks=lenet@0.3", "crop=24");
        Assert.Equal(
            ["true", "corrupted-50", "random", "shuffled-pixels", "random-pixels", "gaussian", "lenet-true", "lenet-corrupted-50", "lenet-random"], run.Trials.Select(t => t.Series));
        Dataset truth = run.Laboratory.Data.Train;
        foreach (TrialPlan trial in run.Trials.Where(t => t.Series is "shuffled-pixels" or "random-pixels" or "gaussian"))
        {
            Assert.Equal(truth.Labels, trial.Train.Labels);
            Assert.Equal(0, trial.EffectiveNoise);
            bool permuted = Sorted(truth.Image(3)).SequenceEqual(Sorted(trial.Train.Image(3)));
            Assert.Equal(trial.Series != "gaussian", permuted);
        }

        // Cropped first, moved by the one permutation of training and test, standardized as the intact images last.
        (Dataset train, Dataset test) = (Find(run, "shuffled-pixels").Train, Find(run, "shuffled-pixels").Test!);
        DatasetPair cropped = run.Laboratory.Originals.Map(s => CenterCrop.Apply(s, 24, 24));
        DatasetPair shuffled = PixelRandomization.Apply(cropped, PixelNoise.Shuffled, run.Laboratory.Seed).Map(s => Standardizer.Apply(s, run.Laboratory.Standardization));
        Assert.Equal(shuffled.Train.Images.ToArray(), train.Images.ToArray());
        Assert.Equal(shuffled.Test!.Images.ToArray(), test.Images.ToArray());
        Assert.Equal(("lenet", 0.3), (Find(run, "lenet-random").Network!.Model, Find(run, "lenet-random").Settings.Optimizer.LearningRate));
        Assert.Equal(Find(run, "random").Train.Labels, Find(run, "lenet-random").Train.Labels);
        Assert.InRange(Find(run, "corrupted-50").EffectiveNoise, 0.3, 0.6);
    }

    [Fact]
    public void Test_labels_are_corrupted_only_when_asked()
    {
        PreparedRun clean = Prepare("randomization"), corrupted = Prepare("randomization", "test-labels=corrupted");
        Assert.Equal(clean.Laboratory.Data.Test!.Labels, Find(clean, "random").Test!.Labels);
        Assert.Equal(clean.Laboratory.Data.Test!.Labels, Find(corrupted, "true").Test!.Labels);
        int changed = 0;
        for (int i = 0; i < 50; i++) changed += Find(corrupted, "random").Test!.Labels[i] != clean.Laboratory.Data.Test!.Labels[i] ? 1 : 0;
        Assert.InRange(changed, 38, 50);
    }

    [Fact]
    public void The_grid_has_what_each_network_can_switch()
    {
        PreparedRun run = Prepare("regularization", "networks=resnet:8@0.1", "true-labels=none,dropout,augmentation+weight-decay,no-batch-norm", "random-labels=none,augmentation", "augmented-schedule=decay:0.9");
        Assert.Equal(
            [
                "true", "true-dropout", "true-augmentation-weight-decay", "random", "random-augmentation",
                "resnet-8-true", "resnet-8-true-augmentation-weight-decay", "resnet-8-true-no-batch-norm", "resnet-8-random", "resnet-8-random-augmentation",
            ],
            run.Trials.Select(t => t.Series));
        Assert.Equal((0.0, 0.5, AugmentationKind.None), Switches(run, "true-dropout"));
        Assert.Equal((0.0, 0.0, AugmentationKind.None), Switches(run, "true"));
        Assert.Equal((0.0005, 0.0, AugmentationKind.Crop), Switches(run, "true-augmentation-weight-decay"));
        Assert.Equal("none", Find(run, "resnet-8-true-no-batch-norm").Network!.Options.Normalization);
        Assert.Equal(("decay:0.9", "constant"), (Find(run, "random-augmentation").Settings.Schedule, Find(run, "random").Settings.Schedule));
        Assert.True(Find(run, "true").StopAccuracy > 1);
        Assert.Null(Find(run, "random").StopAccuracy);
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("none")]
    [InlineData("group")]
    public void What_is_switched_is_read_off_the_plan_whatever_the_normalization_of_all(string normalization)
    {
        PreparedRun run = Prepare(
            "regularization", "networks=resnet:8@0.1", $"normalization={normalization}", "true-labels=none,dropout,weight-decay,no-batch-norm", "random-labels=none,weight-decay");
        string[] mlp = ["none", "dropout", "weight-decay", "none", "weight-decay"], resnet = normalization == "batch" ? ["none", "weight-decay", "no-batch-norm", "none", "weight-decay"] : ["none", "weight-decay", "none", "weight-decay"];
        Assert.Equal([.. mlp, .. resnet], run.Trials.Select(t => Regularizers.Of(run.Laboratory, t).ToString()));
    }

    [Fact]
    public void An_augmented_run_differs_resumes_and_does_not_depend_on_threads()
    {
        PreparedRun augmented = Prepare("explain", "crop=24", "augment=full", "steps=20"), plain = Prepare("explain", "crop=24", "steps=20");
        PreparedRun one = _runs.Here(augmented, "one"), cut = _runs.Here(augmented, "cut"), other = _runs.Here(plain, "plain");
        TemporaryRuns.Execute(one, new Watcher(), threads: 1);
        using CancellationTokenSource source = new();
        Watcher watcher = new(at =>
        {
            if (at == 25) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => TemporaryRuns.Execute(cut, watcher, 2, source.Token));
        TemporaryRuns.Execute(cut, new Watcher(), threads: 2);
        Dictionary<string, string> bytes = TemporaryRuns.Bytes(one);
        Assert.Equal(bytes, TemporaryRuns.Bytes(cut));
        TemporaryRuns.Execute(other, new Watcher());
        Assert.NotEqual(bytes["checkpoints/true.safetensors"], TemporaryRuns.Bytes(other)["checkpoints/true.safetensors"]);
    }

    private static (double WeightDecay, double Dropout, AugmentationKind Augmentation) Switches(PreparedRun run, string series)
    {
        TrialPlan trial = Find(run, series);
        return (trial.Settings.Optimizer.WeightDecay, trial.Network!.Options.Dropout, run.Laboratory.AugmentationOf(trial));
    }

    private static TrialPlan Find(PreparedRun run, string series) => run.Trials.Single(t => t.Series == series);

    private static float[] Sorted(ReadOnlySpan<float> image)
    {
        float[] sorted = image.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static PreparedRun Prepare(string experiment, params string[] settings) =>
        TemporaryRuns.Prepare("nowhere", experiment, 1, [.. settings.Select(s => (s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..]))]);
}
