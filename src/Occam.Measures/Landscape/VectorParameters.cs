namespace Occam.Measures.Landscape;

/// <summary>What a direction does with biases and with the gains and biases of normalizations, which are not filters.</summary>
public enum VectorParameters
{
    /// <summary>They stand still, as in Li et al. 2018 ("biasbn").</summary>
    Fixed,

    /// <summary>They move at random too; where weights are scaled by layer or filter, each array of them is scaled as one vector.</summary>
    Random,
}
