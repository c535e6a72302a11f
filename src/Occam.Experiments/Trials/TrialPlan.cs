using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Experiments.Watching;
using Occam.Networks.Layers;
using Occam.Numerics.Random;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>One training of an experiment: its name in the records, its data and its settings. Unless it says otherwise, network and seed are the experiment's.</summary>
/// <param name="Series">The name in metrics, figures and checkpoints: "true".</param>
/// <param name="Train">The training set with the labels that it is trained on.</param>
/// <param name="Test">The test set, or null.</param>
/// <param name="Settings">Optimizer, batches and steps.</param>
/// <param name="EffectiveNoise">The fraction of training labels that differ from the true ones.</param>
public sealed record TrialPlan(string Series, Dataset Train, Dataset? Test, TrainingSettings Settings, double EffectiveNoise)
{
    /// <summary>The shape of one example, for the network.</summary>
    public Shape Input => new(Train.Shape.Channels, Train.Shape.Height, Train.Shape.Width);

    /// <summary>How labels that differ from the true ones were made.</summary>
    public LabelNoiseKind Noise { get; init; } = LabelNoiseKind.Uniform;

    /// <summary>What it is watched with beside losses and coherence.</summary>
    public IReadOnlyList<Func<WatchSite, TrialWatch>> Watches { get; init; } = [];

    /// <summary>Another network than the experiment's.</summary>
    public NetworkPlan? Network { get; init; }

    /// <summary>Another root of weights and order than the experiment's: a repetition.</summary>
    public Seed? Seed { get; init; }

    /// <summary>Another way of drawing its images than the experiment's.</summary>
    public AugmentationKind? Augmentation { get; init; }

    /// <summary>Another training accuracy at which to end; above 1 it never ends early.</summary>
    public double? StopAccuracy { get; init; }

    /// <summary>A set of as many examples on which a twin is trained in step, from the same weights, in the same order.</summary>
    public Dataset? Twin { get; init; }
}
