using Occam.Experiments.EasyAndHard;
using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Formats.Npy;
using Occam.Numerics.Errors;
using Occam.Records;

namespace Occam.Experiments.Tests.Running;

/// <summary>The plans of coherence and easy-hard, their faults, and tiny runs of both.</summary>
public sealed class CoherenceRunsTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Coherence_trains_one_network_a_corruption_and_a_convolutional_one()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(_runs.Path, "coherence", settings: [("corruption", "0,0.25,1"), ("convolution", "lenet"), ("convolution-steps", "7")]);
        Assert.Equal(["true", "corrupted-25", "random", "convolution"], prepared.Trials.Select(t => t.Series));
        Assert.Equal(7, prepared.Trials[^1].Settings.Steps);
        Assert.Equal("lenet", prepared.Trials[^1].Network!.Model);
        Assert.Equal(0, prepared.Trials[^1].EffectiveNoise);

        // permute keeps the histogram of labels; a uniform draw would not.
        Assert.Equal(prepared.Trials[0].Train.ClassHistogram(), prepared.Trials[2].Train.ClassHistogram());
        Assert.DoesNotContain("convolution", TemporaryRuns.Prepare(_runs.Path, "coherence").Trials.Select(t => t.Series));
    }

    [Theory]
    [InlineData("corruption", "0.5,0.1", "ascending")]
    [InlineData("corruption", "0.5,2", "numbers from 0 to 1")]
    [InlineData("noise", "none", "uniform, permute")]
    [InlineData("convolution", "lenot", "one of")]
    [InlineData("convolution-steps", "0", "a whole number from 1")]
    public void Faults_of_coherence_are_found_before_anything_is_computed(string key, string value, string expected)
    {
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare(_runs.Path, "coherence", settings: [(key, value)]));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corruption", "0", "between 0 and 1")]
    [InlineData("corruption", "1", "between 0 and 1")]
    [InlineData("corruption", "half", "a number from 0 to 1")]
    [InlineData("noise", "some", "uniform, permute")]
    public void Faults_of_easy_hard_are_found_before_anything_is_computed(string key, string value, string expected)
    {
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare(_runs.Path, "easy-hard", settings: [(key, value)]));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Easy_hard_measures_its_groups_apart_from_the_training_that_defines_them()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(_runs.Path, "easy-hard");
        Assert.Equal(["true", "corrupted", "random", "true-repeated", "first-epoch", "epochs-0.5", "epochs-1", "epochs-2"], prepared.Trials.Select(t => t.Series));
        TrialPlan scout = prepared.Trials[4];
        Assert.Equal((5, 5), (scout.Settings.Steps, prepared.Trials[6].Settings.Steps));
        Assert.NotNull(scout.Seed);
        Assert.Null(prepared.Trials[6].Seed);

        TemporaryRuns.Execute(prepared, new Watcher());
        RunFolder folder = ExperimentRun.Open(prepared).Folder;
        double[] sizes = Read(folder, "easy-and-hard-sizes"), selected = Read(folder, "corrupted-selected");
        Assert.Equal(100, sizes.Sum());
        Observation end = folder.ReadMetrics().Last(o => o.Series == "first-epoch");
        Assert.Equal(end.Values[MetricNames.TrainAccuracy], sizes[0] / 100, 1e-12);

        // The groups of the corrupted training add up to its whole training set.
        Observation last = folder.ReadMetrics().Last(o => o.Series == "corrupted");
        double corrupt = selected.Average();
        Assert.InRange(corrupt, 0.3, 0.7);
        Assert.Equal(last.Values[MetricNames.TrainAccuracy], (corrupt * last.Values["corrupt_accuracy"]) + ((1 - corrupt) * last.Values["pristine_accuracy"]), 1e-9);
        Assert.Equal(1, last.Values[ShareClaims.Share] + last.Values[ShareClaims.CorruptShare], 1e-12);
    }

    [Theory]
    [InlineData("coherence")]
    [InlineData("easy-hard")]
    public void A_tiny_run_judges_every_claim_and_draws_every_figure(string experiment)
    {
        PreparedRun prepared = TemporaryRuns.Prepare(_runs.Path, experiment);
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher());
        Assert.Equal(prepared.Request.Experiment.Claims.Select(c => c.Id), findings.Claims.Select(c => c.Id));
        Assert.All(findings.Figures, f => Assert.True(File.Exists(Path.Combine(ExperimentRun.Open(prepared).Folder.FolderPath, f.File))));
        Assert.Equal(findings.Figures.Select(f => f.Id).Distinct(), findings.Figures.Select(f => f.Id));
    }

    private static double[] Read(RunFolder folder, string name) => NpyFile.Read(folder.ArrayPath(name)).ToDouble();
}
