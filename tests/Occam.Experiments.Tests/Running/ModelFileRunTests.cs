using Occam.Data.Preprocessing;
using Occam.Experiments.Measuring;
using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Formats.Files;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Onnx;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Tests.Running;

/// <summary>A person's own network in an experiment: an ONNX file or a checkpoint in place of a name.</summary>
public sealed class ModelFileRunTests : IDisposable
{
    private const string Zoo = "lenet";
    private readonly TemporaryRuns _runs = new();

    public static TheoryData<string[], string> Slips => new()
    {
        { ["activation=tanh"], "activation: expected nothing, because 'net.onnx' says how the network is built, got 'tanh'. Leave it out, or name a network of the zoo." },
        { ["dropout=0.5"], "dropout: expected nothing, because 'net.onnx' says how the network is built, got '0.5'. Leave it out, or name a network of the zoo." },
        { ["initializer=ntk"], "initializer: expected he, glorot or lecun, as the file's network is parametrized, got 'ntk'. Write initializer=he." },
        { ["model=mlp:8", "initializer=file"], "initializer: expected he, glorot, lecun or ntk, got 'file' with model=mlp:8. Only a file holds weights: write model=FILE.onnx, or leave initializer= out." },
    };

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_export_of_a_named_network_is_trained_to_the_same_numbers()
    {
        PreparedRun named = Prepare("named", ("model", Zoo)), exported = Prepare("exported", ("model", Export(named, seed: 1)));
        Assert.Equal(Metrics(named), Metrics(exported));
    }

    [Fact]
    public void Trainings_begin_with_the_weights_of_the_file_where_that_is_asked()
    {
        PreparedRun named = Prepare("named", ("model", "mlp:8")), stored = Prepare("stored", ("model", Export(named, seed: 1)), ("initializer", "file"));
        Assert.Equal(Metrics(named), Metrics(stored));
        PreparedRun others = Prepare("others", ("model", Export(named, seed: 2)), ("initializer", "file"));
        Assert.NotEqual(Metrics(named), Metrics(others));
    }

    [Fact]
    public void Statistics_of_the_file_are_where_batch_norm_begins()
    {
        PreparedRun named = Prepare("named", ("model", "mlp-norm:8"), ("steps", "1"));
        float[] state = Network(named).InitialState();
        for (int i = 0; i < state.Length; i++) state[i] = 2 + i;
        PreparedRun stored = Prepare("stored", ("model", Export(named, seed: 1, state)), ("initializer", "file"), ("steps", "1"));
        Assert.NotEqual(Metrics(named), Metrics(stored));
        Assert.Equal(state, stored.Laboratory.Network.File!.Statistics);
    }

    [Fact]
    public void A_network_of_PyTorch_is_interrupted_and_resumed_to_the_same_bytes()
    {
        (string, string)[] settings = [("model", OnnxOracle.Model("mlp")), ("data", OnnxOracle.Request("mlp", _runs.Path).Data), ("train", "all"), ("batch-size", "4"), ("stop", "1")];
        TemporaryRuns.InterruptedEndsTheSame(Prepare("whole", settings), Prepare("cut", settings), step: 37);
    }

    [Fact]
    public void A_checkpoint_is_measured_with_the_network_that_its_run_keeps()
    {
        PreparedRun named = Prepare("named", ("model", Zoo)), exported = Prepare("exported", ("model", Export(named, seed: 1)));
        Execute(named);
        Execute(exported);
        Assert.Equal(Measured(Checkpoint(named)), Measured(Checkpoint(exported)));
        File.Delete(exported.Laboratory.Network.File!.Path);
        Assert.Equal(Measured(Checkpoint(named)), Measured(Checkpoint(exported)));
        string copy = Path.Combine(ExperimentRun.Open(exported).Folder.FolderPath, "models", "network.onnx");
        File.AppendAllText(copy, "x");
        Assert.Contains("with SHA-256", Assert.Throws<FileFormatException>(() => Measured(Checkpoint(exported))).Message, StringComparison.Ordinal);
        File.Delete(copy);
        Assert.Contains("'network.onnx' in models/ of its run or beside it", Assert.Throws<FileFormatException>(() => Measured(Checkpoint(exported))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_checkpoint_gives_its_network_and_on_request_its_weights(bool asOnnx)
    {
        PreparedRun first = Prepare("first", ("model", "mlp:8"));
        if (asOnnx) first = Prepare("second", ("model", Export(first, seed: 1)));
        Execute(first);
        PreparedRun again = Prepare("again", ("model", Checkpoint(first)));
        Assert.Equal(Metrics(first), Metrics(again));
        PreparedRun further = Prepare("further", ("model", Checkpoint(first)), ("initializer", "file"));
        (float[] theta, _) = Occam.Training.Checkpoints.Checkpoint.Read(Checkpoint(first), Network(first));
        Assert.Equal(theta, further.Laboratory.Network.Initial(Network(further), further.Laboratory.Seed));
        Execute(further);
        Assert.Null(ModelMeasurementValue(Checkpoint(further), "distance_from_initialization"));
        Assert.NotNull(ModelMeasurementValue(Checkpoint(again), "distance_from_initialization"));
    }

    [Fact]
    public void The_content_of_the_file_decides_the_folder_of_the_run()
    {
        PreparedRun named = Prepare("named", ("model", "mlp:8"));
        PreparedRun one = Prepare("runs", ("model", Export(named, seed: 1))), other = Prepare("runs", ("model", Export(named, seed: 2)));
        Assert.Equal(one.Spec["settings"]!.ToJsonString(), other.Spec["settings"]!.ToJsonString());
        Assert.NotEqual(ExperimentRun.Open(one).Folder.FolderPath, ExperimentRun.Open(other).Folder.FolderPath);
        Assert.Null(named.Spec["model"]);
    }

    [Theory]
    [MemberData(nameof(Slips))]
    public void What_a_file_decides_cannot_be_set(string[] settings, string text)
    {
        PreparedRun named = Prepare("named", ("model", "mlp:8"));
        string file = Export(named, seed: 1);
        InputException fault = Assert.Throws<InputException>(() => Prepare("runs", [("model", file), .. settings.Select(s => (s.Split('=')[0], s.Split('=')[1]))]));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_file_has_to_fit_the_data()
    {
        string lenet = Export(Prepare("named", ("model", Zoo)), seed: 1);
        InputException fault = Assert.Throws<InputException>(() => Prepare("runs", ("model", lenet), ("crop", "20")));
        Assert.Contains($"Input of model '{lenet}': expected examples of shape 1×28×28, as the file says, got 1×20×20.", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare(_runs.Path, "capacity", 1, ("model", lenet)));
        Assert.Contains($"Outputs of model '{lenet}': expected 1, as this training asks for, got 10.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_one_fault()
    {
        string missing = Path.Combine(_runs.Path, "missing.onnx"), text = Path.Combine(_runs.Path, "text.onnx");
        File.WriteAllText(text, "not a model");
        Assert.Contains("no such file", Assert.Single(Assert.Throws<InputException>(() => Prepare("runs", ("model", missing))).Faults).ToString(), StringComparison.Ordinal);
        Assert.Single(Assert.Throws<InputException>(() => Prepare("runs", ("model", text))).Faults);
    }

    [Fact]
    public void Regularizers_inside_of_a_file_are_left_alone_and_those_of_others_are_not()
    {
        string file = Export(Prepare("named", ("model", "mlp:8")), seed: 1);
        PreparedRun run = Regularization(("model", file), ("networks", "mlp:4@0.02"), ("true-labels", "none,weight-decay,dropout,no-batch-norm"));
        Assert.Equal(["true", "true-weight-decay", "random", "mlp-4-true", "mlp-4-true-weight-decay", "mlp-4-true-dropout", "mlp-4-random"], run.Trials.Select(t => t.Series));
    }

    [Fact]
    public void A_checkpoint_that_was_trained_with_dropout_is_a_network_with_and_without()
    {
        PreparedRun first = Prepare("first", ("model", "mlp:8"), ("dropout", "0.5"));
        Execute(first);
        PreparedRun run = Regularization(("model", Checkpoint(first)), ("true-labels", "none,dropout"));
        Assert.Equal([0, 0.5, 0], run.Trials.Select(t => t.Network!.Options.Dropout));
        Assert.DoesNotContain(run.Laboratory.Build(run.Trials[0]).Nodes, n => n.Layer is Dropout<float>);
        Assert.Contains(run.Laboratory.Build(run.Trials[1]).Nodes, n => n.Layer is Dropout<float>);
    }

    [Fact]
    public void Networks_beside_a_file_have_the_options_of_the_settings()
    {
        PreparedRun tangent = Prepare("tangent", ("model", "mlp:8"), ("initializer", "ntk"), ("activation", "tanh"));
        Execute(tangent);
        PreparedRun beside = Prepare("beside", ("model", Checkpoint(tangent)), ("initializer", "file"), ("networks", "mlp:4@0.02"));
        Assert.Equal(new NetworkPlan("mlp:4", new ModelOptions(), "he"), beside.Laboratory.NetworkOf(beside.Trials[^1]));
        Assert.Equal("tanh", beside.Laboratory.NetworkOf(beside.Trials[0]).Options.Activation);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("My net, 2.onnx")]
    public void The_name_of_a_file_is_for_people_only(string name)
    {
        string file = Path.Combine(_runs.Path, name);
        File.Move(Export(Prepare("named", ("model", "mlp:8")), seed: 1), file);
        PreparedRun run = Regularization(("model", Path.Combine(_runs.Path, ".", name)), ("true-labels", "none,weight-decay"));
        Execute(run);
        Assert.Matches("^file-[0-9a-f]{8}$", run.Laboratory.Network.Model);
        Assert.Equal(name, run.Laboratory.Network.Title);
    }

    [Fact]
    public void The_network_of_a_checkpoint_is_found_beside_it_although_its_neighbour_has_another()
    {
        PreparedRun exported = Prepare("exported", ("model", Export(Prepare("named", ("model", "mlp:8")), seed: 1)));
        Execute(exported);
        string alone = Path.Combine(_runs.Path, "elsewhere", "checkpoints"), foreign = Path.Combine(_runs.Path, "elsewhere", "models");
        Directory.CreateDirectory(alone);
        Directory.CreateDirectory(foreign);
        File.Copy(Checkpoint(exported), Path.Combine(alone, "true.safetensors"));
        File.Copy(exported.Laboratory.Network.File!.Path, Path.Combine(alone, "network.onnx"));
        File.WriteAllText(Path.Combine(foreign, "network.onnx"), "another");
        Assert.Equal(Measured(Checkpoint(exported)), Measured(Path.Combine(alone, "true.safetensors")));
    }

    [Theory]
    [InlineData("expressivity")]
    [InlineData("minimum-norm")]
    [InlineData("evidence")]
    public void An_experiment_that_makes_its_own_models_takes_no_file(string experiment)
    {
        string file = Export(Prepare("named", ("model", "mlp:8")), seed: 1);
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare(_runs.Path, experiment, 1, ("model", file)));
        Assert.Contains($"model: expected nothing, because this experiment makes its own models, got '{file}'. Leave it out.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_a_checkpoint_come_with_its_constants()
    {
        PreparedRun first = Prepare("first", ("model", "mlp:8"), ("standardize", "none"));
        Execute(first);
        PreparedRun further = Prepare("further", ("model", Checkpoint(first)), ("initializer", "file"), ("train", "50"));
        Assert.Equal(first.Laboratory.Standardization.Kind, further.Laboratory.Standardization.Kind);
        Assert.Equal(Standardization.PerChannel, Prepare("anew", ("model", Checkpoint(first))).Laboratory.Standardization.Kind);
        Assert.Throws<InputException>(() => Prepare("both", ("model", Checkpoint(first)), ("initializer", "file"), ("standardize", "per-image")));
        Execute(further);
        Assert.Contains("Trainings begin with the weights of true.safetensors", File.ReadAllText(Path.Combine(ExperimentRun.Open(further).Folder.FolderPath, "about.json")), StringComparison.Ordinal);
    }

    private PreparedRun Regularization(params (string, string)[] settings) => TemporaryRuns.Prepare(
        _runs.Path, "regularization", 1, [("crop", "all"), ("augment", "none"), ("networks", "none"), ("random-labels", "none"), .. settings]);

    private static Network<float> Network(PreparedRun run) => run.Laboratory.Network.Build<float>(run.Laboratory.Input, run.Laboratory.Outputs);

    private static string Checkpoint(PreparedRun run) => ExperimentRun.Open(run).Folder.CheckpointPath("true.safetensors");

    private static void Execute(PreparedRun run) => TemporaryRuns.Execute(run, new Watcher());

    private static string Metrics(PreparedRun run)
    {
        Execute(run);
        return File.ReadAllText(Path.Combine(ExperimentRun.Open(run).Folder.FolderPath, "metrics.jsonl"));
    }

    private static double? ModelMeasurementValue(string checkpoint, string key)
    {
        using Workers workers = new(1);
        MeasureRequest request = new(checkpoint, "mnist-mini", 1L << 30) { Keys = MeasureKeys.OfModel(key) };
        return ModelMeasurement.Measure(request, workers)[key]?.GetValue<double>();
    }

    private static string Measured(string checkpoint)
    {
        using Workers workers = new(1);
        return ModelMeasurement.Measure(new MeasureRequest(checkpoint, "mnist-mini", 1L << 30) { Keys = MeasureKeys.OfModel("loss,coherence,batch_cosine") }, workers).ToJsonString();
    }

    private PreparedRun Prepare(string name, params (string Key, string Value)[] settings) => TemporaryRuns.Prepare(Path.Combine(_runs.Path, name), "randomization", 1, [("conditions", "none"), ("corruption", "0,1"), .. settings]);

    private string Export(PreparedRun run, ulong seed, float[]? state = null)
    {
        string path = Path.Combine(_runs.Path, "net.onnx");
        Network<float> network = Network(run);
        Occam.Numerics.Random.Seed place = new Occam.Numerics.Random.Seed(seed).Derive("run");
        float[] theta = ParameterInitializer.Fill(network, place, InitializationScheme.He);
        File.WriteAllBytes(path, OnnxExporter.Export<float>(network, theta, state ?? network.InitialState()));
        return path;
    }
}
