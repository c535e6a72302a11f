using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Interpolation;

/// <summary>
/// The network of Zhang et al. 2017, Theorem 1: c(z) = Σ_j w_j·max(⟨a, z⟩ − b_j, 0) with weights a [d], b [width] and w [outputs, width], so
/// d + width·(1 + outputs) parameters: 2n + d for width n and one output. The thresholds are kept with the other sign, as a bias.
/// </summary>
public static class HingeNetwork
{
    /// <summary>The names of the nodes that hold a, −b and w.</summary>
    public const string Projection = "projection", Thresholds = "thresholds", Output = "output";

    /// <summary>The network without parameters; its flat vector is a, then −b, then w.</summary>
    /// <param name="input">The shape of an example, of d values.</param>
    /// <param name="width">How many thresholds.</param>
    /// <param name="outputs">How many outputs, each with its own w over the same hinges.</param>
    public static Network<T> Build<T>(Shape input, int width, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(input);
        int line = builder.Add(Projection, s => new Dense<T>(s, 1, bias: false));
        int spread = builder.Add("spread", s => new Spread<T>(s, width), line);
        int thresholds = builder.Add(Thresholds, s => new Offset<T>(s, width), line);
        builder.Join("distances", JoinKind.Add, spread, thresholds);
        builder.Add("relu", s => new Elementwise<T, Relu<T>>(s));
        builder.Add(Output, s => new Dense<T>(s, outputs, bias: false));
        return builder.Build();
    }
}
