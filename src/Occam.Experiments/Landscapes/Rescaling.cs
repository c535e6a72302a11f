using Occam.Networks.Parameters;
using Occam.Networks.Passes;

namespace Occam.Experiments.Landscapes;

/// <summary>
/// T_α on a ReLU network of dense layers: the first layer's weights times α, every bias before the last layer times α, the last layer's weights
/// over α. The function is the same; with α a power of two, to the bit. Source: Dinh et al. 2017, arXiv 1703.04933.
/// </summary>
internal static class Rescaling
{
    public static float[] Apply(Network<float> network, ReadOnlySpan<float> theta, float alpha)
    {
        float[] scaled = [.. theta];
        NamedBlock[] weights = [.. network.Blocks.Where(b => b.Block.Role == ParameterRole.Weight)];
        Multiply(weights[0].Of(scaled.AsSpan()), alpha);
        Multiply(weights[^1].Of(scaled.AsSpan()), 1 / alpha);
        foreach (NamedBlock bias in network.Blocks.Where(b => b.Block.Role == ParameterRole.Bias && b.Node != weights[^1].Node)) Multiply(bias.Of(scaled.AsSpan()), alpha);
        return scaled;
    }

    private static void Multiply(Span<float> values, float factor)
    {
        foreach (ref float value in values) value *= factor;
    }
}
