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
/// <param name="Model">The zoo name, or the path of a file.</param>
/// <param name="Options">What is varied in it.</param>
/// <param name="Initializer">How its weights are drawn, or that they are the file's.</param>
public sealed record NetworkPlan(string Model, ModelOptions Options, string Initializer)
{
    /// <summary>The file that gives the network; null for one of the zoo.</summary>
    internal NetworkFile? File { get; init; }

    /// <summary>What tables and figures call it.</summary>
    public string Title => File?.Title ?? Model;

    /// <summary>What to know of a network out of a file before it is trained, one sentence each.</summary>
    public IReadOnlyList<string> Notes => File is null ? [] :
    [
        .. File.Notes,
        BeginsAsStored
            ? $"Trainings begin with the weights of {File.Title}."
            : $"{File.Title} gives the network, not its weights: every training draws its own. To begin with those of the file, write initializer={Initializers.Stored}.",
    ];

    /// <summary>How weights are drawn where they are not those of a file.</summary>
    internal InitializationScheme Scheme => Initializers.Scheme(Initializer);

    /// <summary>Another network, of the zoo, with the same options.</summary>
    public NetworkPlan Named(string model) => new(model, Options, Initializers.Drawn(Initializer));

    /// <summary>Builds the network.</summary>
    /// <exception cref="InputException">There is no such network for such examples.</exception>
    public Network<T> Build<T>(Shape input, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        File is null ? ModelZoo.Create<T>(Model, input, outputs, Options) : File.Build<T>(input, outputs);

    /// <summary>The parameters with which a training of that seed begins; a new array.</summary>
    public float[] Initial(Network<float> network, Seed seed) =>
        BeginsAsStored ? [.. File!.Parameters] : ParameterInitializer.Fill(network, seed, Scheme);

    /// <summary>A training at its start: weights and order come from one seed, so that all trainings of that seed share them.</summary>
    public Trainer<float> Start(NetworkPasses<float> passes, ILoss<float> loss, Dataset data, TrainingSettings settings, Seed seed, Augmenter? augmenter = null)
    {
        Trainer<float> trainer = new(passes, loss, data, settings, seed.Derive("training"), Initial(passes.Network, seed), augmenter);
        if (BeginsAsStored) File!.Statistics.CopyTo(trainer.State, 0);
        return trainer;
    }

    private bool BeginsAsStored => Initializer == Initializers.Stored;
}
