using System.Numerics;
using Occam.Networks.Passes;
using Occam.Numerics.Random;

namespace Occam.Networks.Parameters;

/// <summary>
/// Initial parameters. Each block draws from seed.Derive("init").Derive(block name), so another layer more or less does not move the draws
/// of the rest, and one block of another size only its own; float and double draws agree to rounding.
/// </summary>
public static class ParameterInitializer
{
    /// <summary>The flat parameter vector of a network at the beginning of a run.</summary>
    public static T[] Fill<T>(Network<T> network, Seed seed, InitializationScheme scheme)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] theta = new T[network.ParameterCount];
        Seed place = seed.Derive("init");
        foreach (NamedBlock block in network.Blocks)
        {
            Span<T> values = block.Of(theta.AsSpan());
            if (block.Block.Role == ParameterRole.Gain) values.Fill(T.One);
            else if (block.Block.Role == ParameterRole.Weight) place.Derive(block.Name).Normals(values, T.Zero, T.CreateChecked(StandardDeviation(block.Block, scheme)));
        }

        return theta;
    }

    /// <summary>The standard deviation of a block of weights.</summary>
    public static double StandardDeviation(ParameterBlock weight, InitializationScheme scheme) => scheme switch
    {
        InitializationScheme.He => Math.Sqrt(2.0 / weight.FanIn),
        InitializationScheme.Glorot => Math.Sqrt(2.0 / (weight.FanIn + (double)weight.FanOut)),
        InitializationScheme.LeCun => Math.Sqrt(1.0 / weight.FanIn),
        InitializationScheme.NeuralTangent => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "Initialization: expected a scheme of the enumeration."),
    };
}
