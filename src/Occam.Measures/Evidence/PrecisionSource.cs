namespace Occam.Measures.Evidence;

/// <summary>Where the prior's λ comes from.</summary>
public enum PrecisionSource
{
    /// <summary>It was given.</summary>
    Given,

    /// <summary>n times the weight decay of the training, whose objective then is the posterior's.</summary>
    WeightDecay,

    /// <summary>It has the largest Gauss-Newton evidence on a grid.</summary>
    Grid,
}
