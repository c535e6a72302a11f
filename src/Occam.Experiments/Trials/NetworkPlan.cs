using System.Numerics;
using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Experiments.Models;
using Occam.Experiments.Settings;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>A network before its input is known, and how its trainings begin.</summary>
/// <param name="Model">
/// What tells it from others, in records and files too: the zoo name, or <see cref="FilePrefix"/> and the digest of the ONNX file that says how it is built.
/// </param>
/// <param name="Options">What is varied in a network of the zoo.</param>
/// <param name="Initializer">How its weights are drawn, or that they are the file's.</param>
public sealed record NetworkPlan(string Model, ModelOptions Options, string Initializer)
{
    /// <summary>What the names of networks out of ONNX files begin with.</summary>
    public const string FilePrefix = "file-";

    /// <summary>The person's file; null for a network that is given by its name alone.</summary>
    internal NetworkFile? File { get; init; }

    /// <summary>What tables and figures call it.</summary>
    public string Title => IsFixed ? File!.Title : Model;

    /// <summary>Whether a file says how it is built, so that nothing in it can be varied.</summary>
    internal bool IsFixed => File is { Architecture: not null };

    /// <summary>What to know of a network out of a file before it is trained, one sentence each.</summary>
    public IReadOnlyList<string> Notes => File is null ? [] : [.. File.Notes, BeginsAsStored ? WeightsUsed(File) : WeightsUnused(File)];

    /// <summary>Whether trainings begin with the weights of the file.</summary>
    internal bool BeginsAsStored => Initializer == Initializers.Stored;

    /// <summary>Builds the network.</summary>
    /// <exception cref="InputException">There is no such network for such examples, or the file's weights are those of another.</exception>
    public Network<T> Build<T>(Shape input, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsFixed) return File!.Build<T>(input, outputs);
        Network<T> network = ModelZoo.Create<T>(Model, input, outputs, Options);
        if (!BeginsAsStored || network.ParameterCount == File!.Parameters.Length) return network;
        throw new InputException(
            $"Weights of '{File.Path}'", $"{network.ParameterCount}, as {Model} has for these examples", $"{File.Parameters.Length}",
            "Give the data that it was trained on, prepared in the same way, or leave initializer= out.");
    }

    /// <summary>The parameters with which a training of that seed begins; a new array.</summary>
    public float[] Initial(Network<float> network, Seed seed) =>
        BeginsAsStored ? [.. File!.Parameters] : ParameterInitializer.Fill(network, seed, Initializers.Scheme(Initializer));

    /// <summary>A training at its start: weights and order come from one seed, so that all trainings of that seed share them.</summary>
    public Trainer<float> Start(NetworkPasses<float> passes, ILoss<float> loss, Dataset data, TrainingSettings settings, Seed seed, Augmenter? augmenter = null)
    {
        Trainer<float> trainer = new(passes, loss, data, settings, seed.Derive("training"), Initial(passes.Network, seed), augmenter);
        if (BeginsAsStored) File!.Statistics.CopyTo(trainer.State, 0);
        return trainer;
    }

    private static string WeightsUnused(NetworkFile file) =>
        $"{file.Title} gives the network, not its weights: every training draws its own. To begin with those of the file, write initializer={Initializers.Stored}.";

    private static string WeightsUsed(NetworkFile file) => $"Trainings begin with the weights of {file.Title}, whatever their seed. " + (file.Training is null
        ? "They fit examples that are prepared as the model's were: standardize=none takes the data as they are."
        : "The examples are standardized with the constants of the checkpoint.");
}
