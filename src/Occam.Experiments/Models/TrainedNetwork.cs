using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Occam.Data.Preprocessing;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Formats.Files;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Onnx;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;

namespace Occam.Experiments.Models;

/// <summary>
/// What a checkpoint says about itself, so that it can be measured without its run: which network it is, how the examples were prepared and
/// which loss was descended. One entry of the file's metadata, as JSON.
/// </summary>
internal sealed record TrainedNetwork
{
    private const string Key = "occam.network";
    private const int NewestVersion = 1;
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The version of this description.</summary>
    public required int Version { get; init; }

    /// <summary>The name of the network.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the ONNX file that says how the network is built; null where its name does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ArchitectureSha256 { get; init; }

    /// <summary>That file, where there is one.</summary>
    [JsonIgnore]
    public (ArchitectureFile File, OnnxModel Model)? Architecture { get; private init; }

    /// <summary>Channels, rows and columns of an example.</summary>
    public required int[] Input { get; init; }

    /// <summary>Outputs of the network.</summary>
    public required int Outputs { get; init; }

    /// <summary>What was varied in the network.</summary>
    public required ModelOptions Options { get; init; }

    /// <summary>The name of the loss.</summary>
    public required string Loss { get; init; }

    /// <summary>The label smoothing of cross-entropy.</summary>
    public required double LabelSmoothing { get; init; }

    /// <summary>The weight decay that the training added to the gradient, of the mean loss; 0 for none, and for a decay outside of the gradient.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The scheme of the initial weights; null where the weights are not known any more, as in checkpoints of earlier versions.</summary>
    public string? Initializer { get; init; }

    /// <summary>The key of the seed from which they were drawn; null in checkpoints of earlier versions.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How the examples were standardized.</summary>
    public required StandardizationConstants Standardization { get; init; }

    /// <summary>Whether every value lay in [0, 1] before that, as pixels do.</summary>
    public required bool UnitRange { get; init; }

    /// <summary>The description of the network of a training.</summary>
    public static TrainedNetwork Of(LaboratoryPlan plan, TrialPlan trial, bool unitRange) => new()
    {
        Version = NewestVersion,
        Model = plan.NetworkOf(trial).Model,
        ArchitectureSha256 = plan.NetworkOf(trial).File?.Architecture?.Sha256,
        Input = [trial.Input.Channels, trial.Input.Height, trial.Input.Width],
        Outputs = plan.OutputsOf(trial),
        Options = plan.NetworkOf(trial).Options,
        Loss = plan.Loss.Name,
        LabelSmoothing = plan.Loss is SoftmaxCrossEntropy<float> smoothed ? smoothed.LabelSmoothing : 0,
        WeightDecay = trial.Settings.Optimizer is { Name: not "adamw", WeightDecay: var decay } ? decay : 0,
        Initializer = InitializerOf(plan.NetworkOf(trial)),
        Seed = (trial.Seed ?? plan.Seed).Key,
        Standardization = plan.Standardization,
        UnitRange = unitRange,
    };

    /// <summary>Reads the description out of a checkpoint's metadata.</summary>
    /// <exception cref="FileFormatException">There is none, or it is damaged.</exception>
    public static TrainedNetwork Read(string path, IReadOnlyDictionary<string, string> metadata)
    {
        string what = $"Reading '{path}'";
        if (!metadata.TryGetValue(Key, out string? text))
        {
            throw new FileFormatException(
                what, $"a checkpoint of Occam with the network's description ('{Key}' in its metadata)", metadata.Count == 0 ? "no metadata" : "none",
                "Give a checkpoint of a run made by this version, or export the model as ONNX.");
        }

        try
        {
            TrainedNetwork? read = JsonSerializer.Deserialize<TrainedNetwork>(text, Json);
            if (read is { Version: NewestVersion, Input.Length: 3, Model: not null, Options: { Activation: not null, Normalization: not null }, Loss: not null } && IsWhole(read.Standardization)
                && (read.Initializer is null || Initializers.Names.Contains(read.Initializer))) return read.WithArchitecture(path);
            throw Damaged(what, $"version {read?.Version ?? 0} with other content");
        }
        catch (JsonException)
        {
            throw Damaged(what, "text that is no such description");
        }
    }

    /// <summary>The metadata to write beside the parameters.</summary>
    public Dictionary<string, string> ToMetadata() => new() { [Key] = JsonSerializer.Serialize(this, Json) };

    /// <summary>The network, without parameters.</summary>
    public Network<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Architecture is { } architecture ? architecture.Model.Build<T>() : ModelZoo.Create<T>(Model, new Shape(Input[0], Input[1], Input[2]), Outputs, Options);

    /// <summary>The parameters with which the training began; null where they are not known.</summary>
    public float[]? Initial(Network<float> network)
    {
        if (Initializer == Initializers.Stored) return Architecture?.Model.Parameters<float>();
        return Seed is { } key && Initializer is { } scheme ? ParameterInitializer.Fill(network, new Seed(key), Initializers.Scheme(scheme)) : null;
    }

    /// <summary>Weights of another checkpoint are not kept, so nothing says later what they were.</summary>
    private static string? InitializerOf(NetworkPlan network) => network.Initializer == Initializers.Stored && network.File is { IsArchitecture: false } ? null : network.Initializer;

    private TrainedNetwork WithArchitecture(string path)
    {
        if (ArchitectureSha256 is null) return this;
        ArchitectureFile file = ArchitectureFile.Of(path, ArchitectureSha256);
        return this with { Architecture = (file, OnnxImporter.Import(file.Path)) };
    }

    private static bool IsWhole(StandardizationConstants? constants) =>
        constants is { Means: not null, Deviations: not null } && constants.Means.Count == constants.Deviations.Count
        && constants.Means.Concat(constants.Deviations).All(double.IsFinite);

    private static FileFormatException Damaged(string what, string got) =>
        new(what, $"a description of the network, version {NewestVersion}", got, "The file is damaged, or of another version of Occam: write it again.");
}
