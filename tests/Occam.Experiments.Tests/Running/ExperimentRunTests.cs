using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Formats.Files;
using Occam.Records;

namespace Occam.Experiments.Tests.Running;

/// <summary>A run is made once, whatever happens meanwhile: cancelled, killed or on more threads, it ends with the same bytes.</summary>
public sealed class ExperimentRunTests : IDisposable
{
    private static readonly Lazy<PreparedRun> Tiny = new(() => TemporaryRuns.Prepare("nowhere"));
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_run_observes_all_trainings_in_turn_and_finishes()
    {
        PreparedRun prepared = _runs.Here(Tiny.Value, "runs");
        Watcher watcher = new();
        Assert.Equal(RunState.New, ExperimentRun.Open(prepared).State);
        Findings findings = TemporaryRuns.Execute(prepared, watcher);
        long[] steps = [0, 1, 2, 4, 7, 10, 14, 19, 25, 28, 33, 38, 43, 50, 57, 60];
        Assert.Equal(steps.SelectMany(s => ((string, long)[])[("true", s), ("random", s), ("partly", s)]), watcher.Observations);
        Assert.Equal([("true", 60L), ("random", 60L), ("partly", 60L)], watcher.Endings);
        Assert.Equal(["preparing", "flatness-true", "flatness-random", "flatness-partly", "judging"], watcher.Phases);
        Assert.Equal(180, watcher.Steps);
        Assert.Equal(ExperimentCatalog.Find("explain").Claims.Select(c => c.Id), findings.Claims.Select(c => c.Id));
        Assert.Equal(findings.ToJson(), ExperimentRun.Open(prepared).Folder.ReadFindings().ToJson());
    }

    [Fact]
    public void A_finished_run_is_not_computed_again()
    {
        PreparedRun prepared = _runs.Here(Tiny.Value, "runs");
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher());
        Watcher second = new();
        Assert.Equal(RunState.Finished, ExperimentRun.Open(prepared).State);
        Assert.Equal(findings.ToJson(), TemporaryRuns.Execute(prepared, second).ToJson());
        Assert.Equal((0, 0, 0), (second.Steps, second.Observations.Count, second.Phases.Count));
    }

    [Fact]
    public void A_rule_that_remembers_resumes_to_the_same_bytes()
    {
        PreparedRun rolling = TemporaryRuns.Prepare("nowhere", "explain", 1, ("rule", "rm3"), ("optimizer", "sgd"));
        PreparedRun whole = _runs.Here(rolling, "whole"), cut = _runs.Here(rolling, "cut");
        TemporaryRuns.Execute(whole, new Watcher());
        Cancel(cut, 51);
        TemporaryRuns.Execute(cut, new Watcher());
        Assert.Equal(TemporaryRuns.Bytes(whole), TemporaryRuns.Bytes(cut));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(29)]
    [InlineData(50)]
    [InlineData(77)]
    [InlineData(179)]
    [InlineData(180)]
    public void A_cancelled_run_resumes_to_the_same_bytes(int step)
    {
        PreparedRun whole = _runs.Here(Tiny.Value, "whole"), cut = _runs.Here(Tiny.Value, "cut");
        TemporaryRuns.Execute(whole, new Watcher());
        Cancel(cut, step);
        Assert.Equal(RunState.Unfinished, ExperimentRun.Open(cut).State);
        Watcher second = new();
        TemporaryRuns.Execute(cut, second);
        Assert.Equal(180 - step, second.Steps);
        Assert.Equal(TemporaryRuns.Bytes(whole), TemporaryRuns.Bytes(cut));
    }

    [Fact]
    public void A_run_may_be_cancelled_again_and_again_on_any_number_of_threads()
    {
        PreparedRun whole = _runs.Here(Tiny.Value, "whole"), cut = _runs.Here(Tiny.Value, "cut");
        Findings findings = TemporaryRuns.Execute(whole, new Watcher(), threads: 2);
        for (int i = 0; i < 9; i++) Cancel(cut, 13, threads: 1 + (i % 3));
        Findings resumed = TemporaryRuns.Execute(cut, new Watcher(), threads: 3);
        Assert.Equal(TemporaryRuns.Bytes(whole), TemporaryRuns.Bytes(cut));
        Assert.Equal(findings.ToJson(), (resumed with { DurationSeconds = findings.DurationSeconds }).ToJson());
    }

    [Theory]
    [InlineData("mlp:8", "all")]
    [InlineData("lenet", "12")]
    public void Threads_change_no_byte(string model, string crop)
    {
        PreparedRun prepared = TemporaryRuns.Prepare("nowhere", "explain", 3, ("model", model), ("steps", "8"), ("crop", crop));
        PreparedRun one = _runs.Here(prepared, "one"), two = _runs.Here(prepared, "two");
        TemporaryRuns.Execute(one, new Watcher(), threads: 1);
        TemporaryRuns.Execute(two, new Watcher(), threads: 2);
        Dictionary<string, string> bytes = TemporaryRuns.Bytes(one);
        Assert.Superset(new HashSet<string> { "metrics.jsonl", "checkpoints/true.safetensors", "checkpoints/random.safetensors", "spec.json" }, bytes.Keys.ToHashSet());
        Assert.Equal(bytes, TemporaryRuns.Bytes(two));
    }

    [Fact]
    public void A_killed_run_starts_from_its_last_checkpoint()
    {
        // A failure that nobody handles saves nothing, as a kill does; the cancellation before it left a checkpoint.
        PreparedRun whole = _runs.Here(Tiny.Value, "whole"), cut = _runs.Here(Tiny.Value, "cut");
        TemporaryRuns.Execute(whole, new Watcher());
        Cancel(cut, 31);
        Assert.Throws<InvalidOperationException>(() => TemporaryRuns.Execute(cut, new Watcher(step =>
        {
            if (step == 40) throw new InvalidOperationException("killed");
        })));
        File.AppendAllText(Path.Combine(ExperimentRun.Open(cut).Folder.FolderPath, "metrics.jsonl"), "{\"series\":\"true\",\"st");
        Watcher last = new();
        TemporaryRuns.Execute(cut, last);
        Assert.Equal(180 - 31, last.Steps);
        Assert.Equal(TemporaryRuns.Bytes(whole), TemporaryRuns.Bytes(cut));
    }

    [Fact]
    public void A_training_that_reaches_the_accuracy_asked_for_ends_there()
    {
        PreparedRun prepared = _runs.Here(TemporaryRuns.Prepare("nowhere", "explain", 1, ("stop", "0.3"), ("learning-rate", "0.05")), "runs");
        Watcher watcher = new();
        TemporaryRuns.Execute(prepared, watcher);
        ILookup<string, Observation> observations = ExperimentRun.Open(prepared).Folder.ReadMetrics().ToLookup(o => o.Series);
        foreach ((string series, long step) in watcher.Endings)
        {
            Assert.Equal(step, observations[series].Last().Step);
            Assert.All(observations[series].SkipLast(1), o => Assert.True(o.Values["train_accuracy"] < 0.3));
            Assert.True(step == 60 || observations[series].Last().Values["train_accuracy"] >= 0.3);
        }

        Assert.Equal(3, watcher.Endings.Count);
        Assert.True(watcher.Endings[0].Step < 60, "The training on true labels did not end early.");
    }

    [Fact]
    public void The_twins_begin_at_the_same_weights_and_differ_in_labels_only()
    {
        PreparedRun prepared = _runs.Here(TemporaryRuns.Prepare("nowhere", "explain", 1, ("steps", "1")), "runs");
        TemporaryRuns.Execute(prepared, new Watcher());
        Observation[] first = [.. ExperimentRun.Open(prepared).Folder.ReadMetrics().Where(o => o.Step == 0)];
        Assert.Equal(first[0].Values["test_loss"], first[1].Values["test_loss"]);
        Assert.NotEqual(first[0].Values["train_loss"], first[1].Values["train_loss"]);
        Assert.True(prepared.Trials[0].Train.Images.SequenceEqual(prepared.Trials[1].Train.Images));
        Assert.Equal(prepared.Trials[0].Test!.Labels, prepared.Trials[1].Test!.Labels);
        Assert.InRange(prepared.Trials[1].EffectiveNoise, 0.8, 1);
    }

    [Fact]
    public void Every_experiment_can_be_run_to_its_end()
    {
        foreach (IExperiment experiment in ExperimentCatalog.All)
        {
            PreparedRun prepared = _runs.Here(TemporaryRuns.Prepare("nowhere", experiment.Id, 1, ("steps", "3")), "runs");
            Findings findings = TemporaryRuns.Execute(prepared, new Watcher(), threads: 2);
            Assert.Equal(experiment.Claims.Select(c => c.Id), findings.Claims.Select(c => c.Id));
            Assert.All(findings.Figures, figure => Assert.NotNull(ExperimentRun.Open(prepared).Folder.ReadFigure(figure)));
        }
    }

    public static TheoryData<string> Experiments => [.. ExperimentCatalog.All.Select(e => e.Id)];

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Every_experiment_resumes_to_the_same_bytes(string experiment)
    {
        PreparedRun prepared = TemporaryRuns.Prepare("nowhere", experiment, 2, ("steps", "12")), whole = _runs.Here(prepared, "whole"), cut = _runs.Here(prepared, "cut");
        Watcher uninterrupted = new();
        TemporaryRuns.Execute(whole, uninterrupted, threads: 2);
        foreach (int part in (int[])[2, 3])
        {
            using CancellationTokenSource source = new();
            Watcher watcher = new(at =>
            {
                if (at == uninterrupted.Events / part / 2) source.Cancel();
            });
            Assert.Throws<OperationCanceledException>(() => TemporaryRuns.Execute(cut, watcher, 1, source.Token));
        }

        TemporaryRuns.Execute(cut, new Watcher());
        Assert.Equal(TemporaryRuns.Bytes(whole), TemporaryRuns.Bytes(cut));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"series\":\"true\",\"step\":1,\"values\":{\"train_accuracy\":0.1}}\n")]
    [InlineData("{\"series\":\"true\",\"step\":0,\"values\":{\"train_loss\":0.1}}\n")]
    public void Metrics_that_do_not_fit_the_checkpoint_are_refused(string metrics)
    {
        PreparedRun cut = _runs.Here(Tiny.Value, "cut");
        Cancel(cut, 31);
        File.WriteAllText(Path.Combine(ExperimentRun.Open(cut).Folder.FolderPath, "metrics.jsonl"), metrics);
        FileFormatException fault = Assert.Throws<FileFormatException>(() => TemporaryRuns.Execute(cut, new Watcher()));
        Assert.StartsWith("Resuming 'true' from metrics.jsonl: expected step 0 ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Remove the run folder to start again.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        PreparedRun cut = _runs.Here(Tiny.Value, "cut");
        Cancel(cut, 31);
        string path = ExperimentRun.Open(cut).Folder.CheckpointPath("random.safetensors");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains(path, Assert.Throws<FileFormatException>(() => TemporaryRuns.Execute(cut, new Watcher())).Message, StringComparison.Ordinal);
    }

    private static void Cancel(PreparedRun prepared, int step, int threads = 1)
    {
        using CancellationTokenSource source = new();
        Watcher watcher = new(at =>
        {
            if (at == step) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => TemporaryRuns.Execute(prepared, watcher, threads, source.Token));
        Assert.Equal(step, watcher.Events);
    }
}
