using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;

namespace Occam.Testing.References;

/// <summary>y[n,i] = g[i]·x[n,i] + b[i]: put before another layer, it gives that layer's input a tangent of its own for each example.</summary>
public sealed class Affine<T>(Shape shape) : BilinearLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Kind => "affine";

    public override Shape Input => shape;

    public override Shape Output => shape;

    public override ImmutableArray<ParameterBlock> Parameters { get; } =
        [new("gain", [shape.Size], 1, 1, ParameterRole.Gain), new("bias", [shape.Size], 1, 1, ParameterRole.Bias)];

    public override FactorShape FactorShape => new(shape.Size, 1, 1, 1, HasBias: true);

    public override void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        for (int i = 0; i < count * shape.Size; i++)
            (inputs[2 * i], inputs[(2 * i) + 1], cotangents[i]) = (frame.X[(first * shape.Size) + i], T.One, frame.YBar[(first * shape.Size) + i]);
    }

    protected override void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate)
    {
        for (int i = 0; i < frame.Batch * shape.Size; i++)
            y[i] = (accumulate ? y[i] : T.Zero) + (theta[i % shape.Size] * x[i]) + (one * theta[shape.Size + (i % shape.Size)]);
    }

    protected override void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        for (int i = 0; i < yBar.Length; i++) xBar[i] = (accumulate ? xBar[i] : T.Zero) + (theta[i % shape.Size] * yBar[i]);
    }

    protected override void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared)
    {
        if (!accumulate) thetaBar.Clear();
        normsSquared.Clear();
        for (int i = 0; i < yBar.Length; i++)
        {
            T gain = x[i] * yBar[i], bias = one * yBar[i];
            thetaBar[i % shape.Size] += gain;
            thetaBar[shape.Size + (i % shape.Size)] += bias;
            if (normsSquared.IsEmpty) continue;
            normsSquared[i / shape.Size] += double.CreateTruncating(gain) * double.CreateTruncating(gain);
            normsSquared[frame.Batch + (i / shape.Size)] += double.CreateTruncating(bias) * double.CreateTruncating(bias);
        }
    }
}
