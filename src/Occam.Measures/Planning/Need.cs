namespace Occam.Measures.Planning;

/// <summary>What a measure asks of the engine, as plain data, so that a planner can serve many measures with one sweep over the examples.</summary>
public abstract record Need
{
    private Need()
    {
    }

    /// <summary>Of each example the loss, the predicted class and whether it is right, and the distance of the prediction from the target.</summary>
    public sealed record Losses : Need;

    /// <summary>‖g_i‖² of each example, for each layer.</summary>
    public sealed record GradientNorms : Need;

    /// <summary>S = Σ_i g_i, for each layer.</summary>
    public sealed record GradientSum : Need;

    /// <summary>⟨S, g_i⟩ of each example, for each layer: a second sweep.</summary>
    public sealed record GradientDots : Need;

    /// <summary>⟨g_i, g_j⟩ over the whole network, for every pair of examples: another sweep, and n² numbers.</summary>
    public sealed record GradientGram : Need;

    /// <summary>Σ g and Σ g² of every parameter over ten groups of consecutive examples: another sweep, and 20 numbers for a parameter.</summary>
    public sealed record GradientSecondMoment : Need;
}
