using Occam.Numerics.Random;

namespace Occam.Networks.Layers;

/// <summary>How layers with two behaviours are to behave in a pass.</summary>
/// <param name="Training">Batch norm uses the batch's own statistics and dropout drops; otherwise both are frozen.</param>
/// <param name="UpdateStatistics">Whether a forward pass in training mode moves the running statistics. Watching never does.</param>
/// <param name="Randomness">The place in the run's randomness for this step; dropout draws from it.</param>
public readonly record struct PassContext(bool Training, bool UpdateStatistics, Seed Randomness)
{
    /// <summary>Every layer frozen: an example's output depends on that example only.</summary>
    public static PassContext Frozen => default;

    /// <summary>A step of training.</summary>
    public static PassContext Step(Seed randomness) => new(true, true, randomness);
}
