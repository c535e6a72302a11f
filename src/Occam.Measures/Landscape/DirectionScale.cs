namespace Occam.Measures.Landscape;

/// <summary>How a direction is brought to the scale of the parameters.</summary>
public enum DirectionScale
{
    /// <summary>It stays as it was drawn.</summary>
    None,

    /// <summary>d ← d·‖θ‖/‖d‖ over all weights at once.</summary>
    Network,

    /// <summary>d ← d·‖θ‖/‖d‖ in each array of weights.</summary>
    Layer,

    /// <summary>d ← d·‖θ‖/‖d‖ for the weights of each output of a layer: a filter of a convolution, a row of a dense layer. Source: Li et al. 2018.</summary>
    Filter,
}
