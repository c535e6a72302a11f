using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Numerics.Random;

namespace Occam.Testing.Derivatives;

/// <summary>How a network is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>Examples of the batch.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>Where the search for a point away from kinks begins.</summary>
    public Seed Seed { get; init; } = new(7);

    /// <summary>Frozen, or a training step with fixed randomness.</summary>
    public PassContext Context { get; init; } = PassContext.Frozen;

    /// <summary>The loss in double.</summary>
    public ILoss<double> Loss { get; init; } = new References.ReferenceLoss<double>();

    /// <summary>The same loss in single precision.</summary>
    public ILoss<float> SingleLoss { get; init; } = new References.ReferenceLoss<float>();

    /// <summary>Labels lie in [0, this); 0 means the network's outputs. A logistic loss on one output has 2.</summary>
    public int Labels { get; init; }

    /// <summary>Least distance of every layer's input from a kink or a tie: twenty steps of the differences, for what lies between parameters and layer.</summary>
    public double KinkMargin { get; init; } = 20 * FiniteDifference.Step;

    /// <summary>Threads.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Training mode with statistics that stand still, so that a pass can be repeated.</summary>
    public static CheckOptions Training => new() { Context = new PassContext(Training: true, UpdateStatistics: false, new Seed(11)) };
}
