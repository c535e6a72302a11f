using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Planning;
using Occam.Records;

namespace Occam.Experiments.Tests.Running;

/// <summary>Watches, twins and computations take part in a run and in its interruptions.</summary>
public sealed class WatchingTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_watch_a_twin_and_a_computation_are_recorded()
    {
        PreparedRun prepared = Prepare("runs");
        TemporaryRuns.ExecuteSaving(prepared, new Watcher());
        RunFolder folder = ExperimentRun.Open(prepared).Folder;
        Observation[] all = [.. folder.ReadMetrics()];
        Assert.Equal(Enumerable.Range(1, all.Length).Select(i => (double)i), all.Select(o => o.Values["count"]));
        Assert.Equal(0, all[0].Values["distance"]);
        Assert.True(all[^1].Values["distance"] > 0, "The twin was trained on other labels and must part.");
        Assert.Equal(all.Length, Occam.Formats.Npy.NpyFile.Read(folder.ArrayPath("watched-count")).ToDouble()[0]);
        Assert.Equal([3.0, 4.0], Occam.Formats.Npy.NpyFile.Read(folder.ArrayPath("second-sum")).ToDouble());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(61)]
    public void An_interrupted_run_ends_with_the_same_bytes(int step) =>
        TemporaryRuns.InterruptedEndsTheSame(Prepare("whole"), Prepare("cut"), step);

    [Fact]
    public void A_twin_that_was_saved_earlier_catches_up() =>
        TemporaryRuns.InterruptedEndsTheSame(
            Prepare("whole"), Prepare("cut"), step: 30, folder => File.Delete(folder.CheckpointPath("watched-twin.safetensors")));

    private PreparedRun Prepare(string name) => TemporaryRuns.Prepare(Path.Combine(_runs.Path, name), new Watched());

    private sealed class Watched : ILaboratoryExperiment
    {
        public string Id => "watched";

        public About About => new("?", "!", []);

        public IReadOnlyList<ClaimInfo> Claims => [];

        public IReadOnlyList<SettingInfo> Settings => CommonSettings.With();

        public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
        {
            TrialPlan trial = TrialPlans.WithNoise("watched", laboratory, TrialPlans.Training(laboratory, settings), Occam.Data.Randomizations.LabelNoiseKind.Uniform, 0);
            int[] labels = trial.Train.Labels.ToArray();
            labels[0] = (labels[0] + 1) % trial.Train.ClassCount;
            return new ExperimentPlan(
                [trial with { Twin = trial.Train.WithLabels(labels), Watches = [_ => new Counter()] }],
                [
                    new Computation("first", ["ends"], site => Report(site, [new NamedArray("ends", [site.Theta("watched")[0], site.Theta("watched")[^1]])])),
                    new Computation("second", ["sum"], site => [new NamedArray("sum", [3, site.Result("first", "ends").Length * 2])]),
                ]);
        }

        public Conclusions Conclude(RunRecord record) => new([], [], [], []);

        private static IReadOnlyList<NamedArray> Report(ComputationSite site, IReadOnlyList<NamedArray> arrays)
        {
            site.Report(1, 1);
            return arrays;
        }
    }

    private sealed class Counter : TrialWatch
    {
        private readonly double[] _count = [0];

        public override IReadOnlyList<NamedArray> State => [new("count", _count)];

        public override IReadOnlyList<NamedArray> Arrays => State;

        public override IEnumerable<Metric> Observe(TrialPoint at)
        {
            double distance = 0;
            for (int i = 0; i < at.Theta.Length; i++) distance += Math.Abs(at.Theta[i] - at.Twin![i]);
            return [new Metric("count", ++_count[0]), new Metric("distance", distance)];
        }

        public override void Restore(IReadOnlyList<NamedArray> state) => state[0].Values.CopyTo(_count, 0);
    }
}
