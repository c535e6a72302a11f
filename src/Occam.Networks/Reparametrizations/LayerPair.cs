namespace Occam.Networks.Reparametrizations;

/// <summary>Two layers with weights between which a positive factor passes through: the first times α and the second over α are the same function.</summary>
/// <param name="First">The node of the first layer.</param>
/// <param name="Second">The node of the second layer, the only one that reads the first.</param>
public readonly record struct LayerPair(int First, int Second);
