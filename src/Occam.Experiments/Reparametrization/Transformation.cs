using System.Collections.Immutable;
using Occam.Experiments.Trials;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Networks.Reparametrizations;

namespace Occam.Experiments.Reparametrization;

/// <summary>One change of a network's parameters by a factor α that keeps its function: of a pair of layers, or of a layer before a normalization.</summary>
/// <param name="Pair">The pair, or null.</param>
/// <param name="Layer">The node before the normalization, without a pair.</param>
internal sealed record Transformation(LayerPair? Pair, int Layer)
{
    /// <summary>The training whose layer pairs are rescaled, and the one whose layers before a normalization are.</summary>
    public const string ReluSeries = "relu", NormalizedSeries = "normalized";

    /// <summary>α = 1 first: the network as it was trained. Powers of two rescale without rounding.</summary>
    public static ImmutableArray<double> Alphas { get; } = [1, 0.5, 2, 4];

    /// <summary>Every change that the network of a training has; the last one is that with which measures are tried.</summary>
    public static Transformation[] All(TrialPlan trial, Network<float> network) => trial.Series == NormalizedSeries
        ? [.. NormalizedScaling.Layers(network).Where(node => network.Nodes[node].Layer is not (ChannelAffine<float> or ElementAffine<float>)).Select(node => new Transformation(null, node))]
        : [.. PairScaling.Pairs(network).Select(pair => new Transformation(pair, 0))];

    /// <summary>Rescales in place.</summary>
    public void Apply(Network<float> network, double alpha, float[] theta, float[] state)
    {
        if (Pair is { } pair) PairScaling.Apply(network, pair, (float)alpha, theta);
        else NormalizedScaling.Apply(network, Layer, (float)alpha, theta, state);
    }

    /// <summary>The factor of every parameter.</summary>
    public double[] Factors(Network<float> network, double alpha)
    {
        float[] factors = new float[network.ParameterCount];
        factors.AsSpan().Fill(1);
        Apply(network, alpha, factors, network.InitialState());
        return [.. factors.Select(f => (double)f)];
    }
}
