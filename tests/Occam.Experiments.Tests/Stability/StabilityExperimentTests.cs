using Occam.Data.Datasets;
using Occam.Experiments.Running;
using Occam.Experiments.Stability;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Numerics.Errors;
using Occam.Records;

namespace Occam.Experiments.Tests.Stability;

/// <summary>What is planned, and what the watch of the twins measures.</summary>
public sealed class StabilityExperimentTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Twins_differ_in_one_example_and_labels_share_the_rest()
    {
        IReadOnlyList<TrialPlan> trials = TemporaryRuns.Prepare("nowhere", "stability", 1, ("replacements", "3")).Trials;
        Assert.Equal(["true-1", "random-1", "true-2", "random-2", "true-3", "random-3"], trials.Select(t => t.Series));
        Assert.Equal(3, trials.Select(t => t.Seed).Distinct().Count());
        for (int j = 0; j < 6; j += 2)
        {
            Assert.Equal(trials[j].Seed, trials[j + 1].Seed);
            int place = Assert.Single(Differing(trials[j]));
            Assert.Equal(place, Assert.Single(Differing(trials[j + 1])));
            Assert.True(trials[j].Twin!.Image(place).SequenceEqual(trials[j + 1].Twin!.Image(place)));
            Assert.DoesNotContain(Enumerable.Range(0, 47), i => trials[j].Test!.Image(i).SequenceEqual(trials[j].Twin!.Image(place)));
            Assert.All([trials[j], trials[j + 1]], t => Assert.Equal((47, 100, 100), (t.Test!.Count, t.Train.Count, t.Twin!.Count)));
        }

        Assert.Equal(3, trials.Select(t => Differing(t)[0]).Distinct().Count());
        Assert.False(trials[0].Test!.Labels.SequenceEqual(trials[1].Test!.Labels));
    }

    [Theory]
    [InlineData("replacements", "1", "replacements: expected a whole number from 2 to 100, got '1'. Write for example replacements=2.")]
    [InlineData("replacements", "50", "replacements: expected fewer than the 50 test examples, which they come from, got 50. Choose fewer, or more test examples.")]
    [InlineData("model", "resnet:20", "normalization: expected group, layer or none, which keep no statistics, got 'batch' in resnet:20. Write for example normalization=group.")]
    public void Plans_that_cannot_be_are_refused(string key, string value, string text)
    {
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare("nowhere", "stability", 1, (key, value)));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_training_set_smaller_than_the_replacements_is_refused()
    {
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare("nowhere", "stability", 1, ("train", "10"), ("batch-size", "10"), ("replacements", "20")));
        Assert.Equal(["replacements: expected at most the 10 training examples, got 20. Choose fewer, or more training examples."], fault.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void One_step_on_all_examples_parts_the_twins_by_the_difference_of_two_gradients()
    {
        // Theorem's recursion from δ_0 = 0 is an equality: δ_1 = (η/m) ‖g(z_i) − g(z_i')‖. Rounded to float, one part in ten thousand is left.
        PreparedRun prepared = _runs.Here(TemporaryRuns.Prepare("nowhere", "stability", 1, ("steps", "2"), ("batch-size", "100"), ("learning-rate", "0.5"), ("warm-up", "0")), "runs");
        TemporaryRuns.Execute(prepared, new Watcher());
        ILookup<string, Observation> all = ExperimentRun.Open(prepared).Folder.ReadMetrics().ToLookup(o => o.Series);
        Assert.Equal(4, all.Count);
        foreach (IGrouping<string, Observation> training in all)
        {
            Observation[] observed = [.. training];
            Assert.All([StabilityNames.TwinDistance, StabilityNames.Travelled, StabilityNames.Instability, StabilityNames.Disagreement, StabilityNames.TestLossChange], name => Assert.Equal(0, observed[0].Values[name]));
            double expected = 0.5 / 100 * observed[0].Values[StabilityNames.GradientDifference];
            Assert.InRange(observed[1].Values[StabilityNames.TwinDistance] / expected, 1 - 1e-4, 1 + 1e-4);
            Assert.InRange(observed[1].Values[StabilityNames.Travelled], 1e-6, 0.5 * observed[0].Values[StabilityNames.LargestGradient]);
        }
    }

    private static int[] Differing(TrialPlan trial) => [.. Enumerable.Range(0, trial.Train.Count).Where(i => !Same(trial.Train, trial.Twin!, i))];

    private static bool Same(Dataset a, Dataset b, int i) => a.Labels[i] == b.Labels[i] && a.Image(i).SequenceEqual(b.Image(i));
}
