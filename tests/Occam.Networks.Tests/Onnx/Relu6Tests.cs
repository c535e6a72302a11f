using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Onnx;

/// <summary>Both kinks of ReLU6; the derivative checks of the layers do not reach the upper one.</summary>
public sealed class Relu6Tests
{
    [Fact]
    public void Values_and_slopes()
    {
        double[] x = [double.NegativeInfinity, -1, 0, 1e-300, 3, 6, 6.0000001, 1e300, double.NaN];
        NetworkBuilder<double> builder = new(new Shape(x.Length));
        builder.Add("relu6", s => new Elementwise<double, Relu6<double>>(s));
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(builder.Build(), workers, 1);
        x.CopyTo(passes.Begin(1));
        Assert.Equal([0, 0, 0, 1e-300, 3, 6, 6, 6, double.NaN], passes.Forward([], [], default).ToArray());
        double[] slopes = new double[x.Length];
        passes.Backward([], [.. Enumerable.Repeat(2.0, x.Length)], [], [], slopes);
        Assert.Equal([0, 0, 0, 2, 2, 2, 0, 0, 0], slopes);
    }
}
