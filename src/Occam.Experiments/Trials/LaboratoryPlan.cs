using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Experiments.Settings;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Experiments.Trials;

/// <summary>What the trainings of one experiment share: the same network, the same initial weights, the same order of examples.</summary>
/// <param name="Data">The sets after choosing examples and standardizing.</param>
/// <param name="Standardization">The constants of the standardization, as a run states them.</param>
/// <param name="Network">The network, unless a training has its own.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Seed">The root of the run's randomness.</param>
/// <param name="FitAccuracy">The training accuracy that counts as fitted.</param>
/// <param name="StopAccuracy">The training accuracy at which a training ends.</param>
/// <param name="Probe">How many training examples are measured.</param>
/// <param name="Chunk">Examples per chunk when measuring.</param>
public sealed record LaboratoryPlan(
    DatasetPair Data, StandardizationConstants Standardization, NetworkPlan Network, ILoss<float> Loss, Seed Seed, double FitAccuracy, double StopAccuracy, int Probe, int Chunk)
{
    private readonly DatasetPair? _originals;
    private readonly NetworkPlan? _others;

    /// <summary>The plan of an experiment on a data set.</summary>
    /// <exception cref="InvalidOperationException">The experiment poses its own problem.</exception>
    internal static LaboratoryPlan Demand(LaboratoryPlan? plan) => plan ?? throw new InvalidOperationException("This experiment has no data set and no network; read its own plan.");

    /// <summary>What networks have that the experiment names itself: the options and the initializer of the settings, whatever a file says.</summary>
    public NetworkPlan Others
    {
        get => _others ?? Network;
        init => _others = value;
    }

    /// <summary>The same examples before cropping and standardizing.</summary>
    public DatasetPair Originals
    {
        get => _originals ?? Data;
        init => _originals = value;
    }

    /// <summary>How the images of a training are drawn, unless it says otherwise.</summary>
    public AugmentationKind Augmentation { get; init; }

    /// <summary>The shape of one example, for the network.</summary>
    public Shape Input => new(Data.Shape.Channels, Data.Shape.Height, Data.Shape.Width);

    /// <summary>Outputs of the network: one a class, or a single one for the logistic loss.</summary>
    public int Outputs => Loss is Logistic<float> ? 1 : Data.ClassCount;

    /// <summary>The network of a training: its own, or the experiment's.</summary>
    public NetworkPlan NetworkOf(TrialPlan trial) => trial.Network ?? Network;

    /// <summary>How the images of a training are drawn.</summary>
    public AugmentationKind AugmentationOf(TrialPlan trial) => trial.Augmentation ?? Augmentation;

    /// <summary>Outputs of the network of a training.</summary>
    public int OutputsOf(TrialPlan trial) => Loss is Logistic<float> ? 1 : trial.Train.ClassCount;

    /// <summary>Builds the network of a training.</summary>
    /// <exception cref="InputException">There is no such network for such examples.</exception>
    public Network<float> Build(TrialPlan trial) => NetworkOf(trial).Build<float>(trial.Input, OutputsOf(trial));

    /// <summary>A network of the zoo beside the person's.</summary>
    public NetworkPlan Named(string model) => Others with { Model = model };

    /// <summary>Notes a fault where a network keeps statistics: they are not among its parameters, and batch norm couples the examples.</summary>
    public void DemandNoStatistics(Network<float> network, ResolvedSettings settings)
    {
        if (network.StateCount == 0) return;
        settings.Faults.Add(Network.File is { } file
            ? new Fault("model", "a network without batch norm, whose statistics are not among its parameters", $"'{file.Path}'", "Take the batch norms out, or put layer norms in their place.")
            : new Fault("normalization", "group, layer or none, which keep no statistics", $"'{settings.Text("normalization")}' in {Network.Title}", "Write for example normalization=group."));
    }

    /// <summary>The examples of a training set that are measured, ascending: the same places in sets of one size, whatever their labels.</summary>
    public int[] ProbeOf(Dataset train)
    {
        int[] order = [.. Enumerable.Range(0, train.Count)];
        if (Probe >= train.Count) return order;
        Seed.Derive("probe").Permutation(order);
        int[] chosen = order[..Probe];
        Array.Sort(chosen);
        return chosen;
    }
}
