using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Architectures;

/// <summary>A network being put together by an architecture: named steps, and the parametrization they share.</summary>
internal sealed class Assembly<T>(Shape input, int classes, Parametrization parametrization)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private bool _hasProduct;

    public NetworkBuilder<T> Builder { get; } = new(input);

    public int Last => Builder.Last;

    private bool Scales => parametrization == Parametrization.NeuralTangent;

    public int Dense(string name, int outputs)
    {
        int inputs = Builder.ShapeOf(Last).Size;
        int node = Builder.Add(name, shape => new Dense<T>(shape, outputs, bias: !Scales));
        return ScaleProduct(name, node, inputs);
    }

    /// <summary>The last layer: one output a class.</summary>
    public void Output() => Dense("output", classes);

    /// <summary>A square convolution.</summary>
    public int Convolution(string name, int from, int outputs, int kernel, int stride = 1, int padding = 0, bool bias = true)
    {
        int fanIn = Builder.ShapeOf(from).Channels * kernel * kernel;
        int node = Builder.Add(name, shape => new Convolution<T>(new ConvolutionGeometry(shape, outputs, kernel, kernel, stride, padding, 1, 1), bias && !Scales), from);
        return ScaleProduct(name, node, fanIn);
    }

    public int Relu(string name) => Builder.Add(name, shape => new Elementwise<T, Relu<T>>(shape));

    /// <summary>Batch norm and its gain and bias.</summary>
    public int BatchNorm(string name)
    {
        Builder.Add(name, shape => new BatchNormalization<T>(shape));
        return Builder.Add($"{name}.affine", shape => new ChannelAffine<T>(shape));
    }

    public int MaxPool(string name, int from, int kernel, int stride, int padding = 0) =>
        Builder.Add(name, shape => new MaxPool<T>(new PoolGeometry(shape, kernel, stride, padding)), from);

    public int GlobalAveragePool(string name) => Builder.Add(name, shape => new GlobalAveragePool<T>(shape));

    private int ScaleProduct(string name, int node, int fanIn)
    {
        bool first = !_hasProduct;
        _hasProduct = true;
        return first || !Scales ? node : Builder.Add($"{name}.scale", shape => new Scale<T>(shape, Math.Sqrt(2.0 / fanIn)));
    }
}
