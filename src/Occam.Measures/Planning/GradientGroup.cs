namespace Occam.Measures.Planning;

/// <summary>The first two moments of the gradients of one group of consecutive examples.</summary>
public readonly ref struct GradientGroup
{
    /// <summary>Moments of so many examples.</summary>
    public GradientGroup(int exampleCount, ReadOnlySpan<double> sums, ReadOnlySpan<double> squares)
    {
        ExampleCount = exampleCount;
        Sums = sums;
        Squares = squares;
    }

    /// <summary>How many examples the group has.</summary>
    public int ExampleCount { get; }

    /// <summary>Σ_i ∂ℓ_i/∂θ_p of every parameter, in their order.</summary>
    public ReadOnlySpan<double> Sums { get; }

    /// <summary>Σ_i (∂ℓ_i/∂θ_p)² of every parameter.</summary>
    public ReadOnlySpan<double> Squares { get; }
}
