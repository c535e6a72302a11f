namespace Occam.Experiments.Measuring;

/// <summary>What a person asks of per-example gradients that were computed elsewhere.</summary>
/// <param name="Gradients">An .npy of [examples, parameters], float32 or float64, in C order; it may be larger than memory.</param>
/// <param name="Memory">The most bytes to reserve.</param>
public sealed record GradientsRequest(string Gradients, long Memory)
{
    /// <summary>An .npy of the examples' classes, [examples]; null for none, and then nothing is given by class.</summary>
    public string? Labels { get; init; }

    /// <summary>Examples of a minibatch; null for the largest power of two up to an eighth of the examples.</summary>
    public int? BatchSize { get; init; }

    /// <summary>What to measure.</summary>
    public MeasureKeys Keys { get; init; } = MeasureKeys.OfGradients(null);
}
