using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Formats.Npy;
using Occam.Records;

namespace Occam.Experiments.Tests.Running;

/// <summary>The histories of examples agree with what the metrics say of all of them, and survive interruptions.</summary>
public sealed class HistoryWatchTests : IDisposable
{
    private static readonly string[] Names =
    [
        "learning-time", "first-learnt", "forgetting", "mean-loss", "mean-output-error", "correct-fraction", "norms", "alignments", "losses", "predicted",
    ];

    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_examples_add_up_to_the_metrics()
    {
        PreparedRun prepared = Prepare("runs");
        TemporaryRuns.ExecuteSaving(prepared, new Watcher());
        RunFolder folder = ExperimentRun.Open(prepared).Folder;
        Observation[] all = [.. folder.ReadMetrics()];
        Dictionary<string, double[]> arrays = Names.ToDictionary(n => n, n => NpyFile.Read(folder.ArrayPath($"watched-{n}")).ToDouble());
        Assert.All(arrays.Values, values => Assert.Equal(40, values.Length));
        Assert.Equal(all[^1].Values[MetricNames.TrainLoss], arrays["losses"].Average(), 1e-9);
        Assert.Equal(all.Average(o => o.Values[MetricNames.TrainLoss]), arrays["mean-loss"].Average(), 1e-9);
        Assert.Equal(all.Average(o => o.Values[MetricNames.TrainAccuracy]), arrays["correct-fraction"].Average(), 1e-9);
        int right = (int)Math.Round(all[^1].Values[MetricNames.TrainAccuracy] * 40);
        Assert.InRange(right, 1, 40);
        Assert.Equal(right, arrays["learning-time"].Count(t => !double.IsNaN(t)));
        TrialPlan trial = prepared.Trials[0];
        int[] probe = prepared.Laboratory.ProbeOf(trial.Train);
        Assert.Equal(right, probe.Select((example, i) => trial.Train.Labels[example] == (int)arrays["predicted"][i] ? 1 : 0).Sum());
        Assert.All(arrays["first-learnt"].Zip(arrays["learning-time"]).Where(p => !double.IsNaN(p.Second)), p => Assert.True(p.First <= p.Second));
        Assert.All(arrays["alignments"], a => Assert.InRange(a, -1.000001, 1.000001));

        // Σ_i ⟨g_i, ḡ⟩ = n‖ḡ‖², so the mean of ‖g_i‖ cos(g_i, ḡ) is ‖ḡ‖, and its square over the mean of ‖g_i‖² is coherence.
        double mean = arrays["norms"].Zip(arrays["alignments"], (n, a) => n * a).Average();
        Assert.Equal(all[^1].Values[MetricNames.MCoherence], 40 * mean * mean / arrays["norms"].Average(n => n * n), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(60)]
    public void An_interrupted_run_leaves_the_same_arrays(int step) =>
        TemporaryRuns.InterruptedEndsTheSame(Prepare("whole"), Prepare("cut"), step);

    private PreparedRun Prepare(string name) => TemporaryRuns.Prepare(Path.Combine(_runs.Path, name), new Watched(), 1, ("probe", "40"));

    private sealed class Watched : ILaboratoryExperiment
    {
        public string Id => "watched";

        public About About => new("?", "!", []);

        public IReadOnlyList<ClaimInfo> Claims => [];

        public IReadOnlyList<SettingInfo> Settings => CommonSettings.With();

        public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings) => new(
            [TrialPlans.WithNoise("watched", laboratory, TrialPlans.Training(laboratory, settings), LabelNoiseKind.Uniform, 0.2) with { Watches = [HistoryWatch.Of()] }]);

        public Conclusions Conclude(RunRecord record) => new([], [], [], []);
    }
}
