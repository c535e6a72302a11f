using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Experiments.Tests.Support;
using Occam.Formats.Files;
using Occam.Numerics.Errors;
using Occam.Records.Json;

namespace Occam.Experiments.Tests.Running;

/// <summary>Everything that is wrong with a request is said before anything is computed, and nothing else decides the run's folder.</summary>
public sealed class RunPreparationTests
{
    public static TheoryData<string, string> Slips => new()
    {
        { "learning-rate=abc", "learning-rate: expected a number, got 'abc'. Write for example learning-rate=0.02." },
        { "learning-rate=-0.1", "learning-rate: expected a positive number, got -0.1. Try 0.1 for sgd, 0.001 for adam." },
        { "momentum=1", "momentum: expected a number from 0 up to, but not including, 1, got 1. 0.9 is usual." },
        { "steps=0", "steps: expected at least 1, got 0. Choose a positive number of steps." },
        { "steps=many", "steps: expected a whole number, got 'many'. Write for example steps=400." },
        { "batch-size=101", "batch-size: expected at most the 100 training examples, got 101. Choose a smaller batch, or more examples." },
        { "batch-size=-1", "batch-size: expected at least 1, got -1. 128 is usual." },
        { "warm-up=-1", "warm-up: expected zero or more steps, got -1. Leave it out for none." },
        { "optimizer=adm", "optimizer: expected sgd, momentum, nesterov, adam, adamw, adagrad, rmsprop, got 'adm'. Choose one of these." },
        { "initializer=hee", "initializer: expected he, glorot, lecun, ntk, file, got 'hee'. Did you mean 'he'?" },
        { "standardize=perchannel", "standardize: expected per-channel, per-image, none, got 'perchannel'. Did you mean 'per-channel'?" },
        { "layout=chw", "layout: expected nchw, nhwc, got 'chw'. Did you mean 'nchw'?" },
        { "fit=2", "fit: expected a number from 0.01 to 1, got '2'. Write for example fit=0.99." },
        { "chunk=0", "chunk: expected a whole number from 1 to 100000, got '0'. Write for example chunk=250." },
        { "train=abc", "train: expected a whole number from 1 on, or 'all', got 'abc'. Write for example train=500." },
        { "train=5", "train: expected 10 to 10000 examples of 'mnist-mini/train', as many of every class, or all, got 5. Write for example train=all." },
        { "rule=medan", "rule: expected mean, winsorized:PERCENT, median, m3, rm3, ra3, sam:RADIUS or asam:RADIUS, got 'medan'. Write for example rule=winsorized:8 or rule=sam:0.05; PERCENT lies from 0 to 50, RADIUS above 0." },
        { "rule=rm3", "optimizer: expected one without momentum beside rule=rm3, got 'momentum'. Write optimizer=sgd: with momentum these rules are unstable (Zielinski et al. 2020)." },
        { "schedule=decay:2", "schedule: expected constant, step:EPOCHS:FACTOR, decay:FACTOR (each epoch) or cosine, got 'decay:2'. Write for example schedule=decay:0.95; factors lie above 0 and up to 1." },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void One_slip_gives_one_fault(string setting, string text)
    {
        InputException fault = Assert.Throws<InputException>(() => Prepare(setting));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_rule_must_fit_the_network_and_the_last_batch()
    {
        InputException coupled = Assert.Throws<InputException>(() => Prepare("rule=winsorized:8", "model=resnet:8"));
        Assert.Equal(["rule"], coupled.Faults.Select(f => f.What));
        Assert.Contains("which couples the batch. Use normalization=group, layer or none", coupled.Message, StringComparison.Ordinal);
        Prepare("rule=winsorized:8", "model=resnet:8", "normalization=group");
        InputException small = Assert.Throws<InputException>(() => Prepare("rule=m3", "optimizer=sgd", "batch-size=33"));
        Assert.Equal(
            ["batch-size: expected at least 3 in the last batch of an epoch, for the 3 groups of rule=m3, got 1 left of 100 examples. Choose a batch-size that divides the examples."],
            small.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void All_faults_come_together()
    {
        InputException fault = Assert.Throws<InputException>(() => Prepare("stepz=3", "model=mlq:3", "optimizer=x", "learning-rate=0", "fit=x", "standardize=no", "schedule=up"));
        Assert.Equal(["setting 'stepz'", "standardize", "fit", "Model name", "optimizer", "learning-rate", "schedule"], fault.Faults.Select(f => f.What));
        Assert.Equal("Did you mean 'steps'?", fault.Faults[0].Remedy);
    }

    [Fact]
    public void Faults_beside_faulty_data_are_not_held_back()
    {
        InputException fault = Assert.Throws<InputException>(() => Prepare("data=mnist-minny", "stop=2", "initializer=x"));
        Assert.Equal(["initializer", "stop", "data 'mnist-minny'"], fault.Faults.Select(f => f.What));
        Assert.Contains("Did you mean 'mnist-mini'?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_of_data_is_named()
    {
        using TemporaryRuns runs = new();
        string path = Path.Combine(runs.Path, "broken.npz");
        File.WriteAllText(path, "not an archive");
        FileFormatException fault = Assert.Throws<FileFormatException>(() => Prepare("data=" + path));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,2", "corruption: expected numbers from 0 to 1 between commas, got '2'. Write for example corruption=0,1.")]
    [InlineData("0,0.250001,0.250002", "corruption: expected probabilities that differ by 0.0001 at least, got 0.250001 and 0.250002. Leave one out.")]
    public void Corruptions_are_probabilities_with_names_of_their_own(string corruption, string text)
    {
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", "randomization", 1, ("corruption", corruption)));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Every_default_of_every_experiment_is_accepted_by_its_own_reader()
    {
        foreach (IExperiment experiment in ExperimentCatalog.All)
        {
            foreach (Budget budget in Enum.GetValues<Budget>())
            {
                PreparedRun prepared = RunPreparation.Prepare(new RunRequest(experiment, budget, 1, experiment is IFreeExperiment ? [] : new Dictionary<string, string> { ["data"] = "mnist-mini" }, "runs"));
                Assert.True(prepared.Trials.Count >= 2 || prepared.Plan.Computations.Count >= 2);
                Assert.Equal(prepared.Plan.Computations.Count, prepared.Plan.Computations.Select(c => c.Name).Distinct().Count());
                Assert.Equal(prepared.Trials.Count, prepared.Trials.Select(t => t.Series).Distinct().Count());
                Assert.All(prepared.Trials.Take(1), trial => Assert.Equal(0, trial.EffectiveNoise));
            }
        }
    }

    [Fact]
    public void An_unknown_experiment_lists_the_known_ones() => Assert.Equal(
        $"experiment 'explan': expected {string.Join(", ", ExperimentCatalog.All.Select(e => e.Id))}, got 'explan'. Did you mean 'explain'?",
        Assert.Throws<InputException>(() => ExperimentCatalog.Find("explan")).Message);

    [Fact]
    public void The_folder_depends_on_every_setting_the_seed_and_the_data_and_on_nothing_else()
    {
        string own = Hash();
        Assert.Equal(own, Hash());
        Assert.Equal(own, CanonicalJson.Hash(TemporaryRuns.Prepare("elsewhere").Spec));
        string[] others =
        [
            Hash(1, ("steps", "61")), Hash(1, ("learning-rate", "0.03")), Hash(1, ("schedule", "cosine")), Hash(1, ("rule", "median")), Hash(1, ("stop", "0.9")), Hash(1, ("chunk", "40")),
            Hash(1, ("train", "110")), Hash(1, ("model", "mlp:9")), Hash(1, ("initializer", "lecun")), Hash(2), CanonicalJson.Hash(TemporaryRuns.Prepare("runs", "randomization").Spec),
        ];
        Assert.Equal(others.Length + 1, others.Append(own).Distinct().Count());
    }

    [Fact]
    public void The_specification_states_the_seed_and_every_setting()
    {
        PreparedRun prepared = TemporaryRuns.Prepare("runs", "explain", 18446744073709551615, ("steps", "61"));
        Assert.Equal("18446744073709551615", (string?)prepared.Spec["seed"]);
        Assert.Equal("61", (string?)prepared.Spec["settings"]!["steps"]);
        Assert.Equal(prepared.Request.Experiment.Settings.Select(s => s.Key).Order(StringComparer.Ordinal), prepared.Spec["settings"]!.AsObject().Select(p => p.Key));
    }

    private static string Hash(ulong seed = 1, params (string Key, string Value)[] settings) => CanonicalJson.Hash(TemporaryRuns.Prepare("runs", "explain", seed, settings).Spec);

    private static PreparedRun Prepare(params string[] settings) =>
        TemporaryRuns.Prepare("runs", "explain", 1, [.. settings.Select(s => (s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..]))]);
}
