using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Architectures;

/// <summary>A network being put together by an architecture: named steps, and the options they share.</summary>
internal sealed class Assembly<T>(Shape input, int classes, ModelOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostGroups = 8;
    private bool _hasProduct;

    public NetworkBuilder<T> Builder { get; } = new(input);

    public int Last => Builder.Last;

    /// <summary>Whether residual blocks have their shortcuts.</summary>
    public bool Skip => options.Skip;

    private bool Scales => options.Parametrization == Parametrization.NeuralTangent;

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

    /// <summary>The activation that was asked for; after a dense layer, dropout where it was asked for.</summary>
    public int Activation(string name)
    {
        bool afterDense = Builder.ShapeOf(Last).Sites == 1;
        int node = Builder.Add(name, MakeActivation);
        return options.Dropout == 0 || !afterDense ? node : Builder.Add($"{name}.dropout", shape => new Dropout<T>(shape, options.Dropout, $"{name}.dropout"));
    }

    /// <summary>The normalization that was asked for, with its gain and bias.</summary>
    public int Normalization(string name)
    {
        if (options.Normalization == "none") return Last;
        Builder.Add(name, MakeNormalization);
        return Builder.Add($"{name}.affine", shape => options.Normalization == "layer" ? new ElementAffine<T>(shape) : new ChannelAffine<T>(shape));
    }

    public int MaxPool(string name, int from, int kernel, int stride, int padding = 0) =>
        Builder.Add(name, shape => new MaxPool<T>(new PoolGeometry(shape, kernel, stride, padding)), from);

    public int GlobalAveragePool(string name) => Builder.Add(name, shape => new GlobalAveragePool<T>(shape));

    private Layer<T> MakeActivation(Shape shape) => options.Activation switch
    {
        "leaky-relu" => new LeakyRelu<T>(shape),
        "tanh" => new Elementwise<T, Tanh<T>>(shape),
        "sigmoid" => new Elementwise<T, Sigmoid<T>>(shape),
        "gelu" => new Elementwise<T, Gelu<T>>(shape),
        "silu" => new Elementwise<T, Silu<T>>(shape),
        "square" => new Elementwise<T, Square<T>>(shape),
        _ => new Elementwise<T, Relu<T>>(shape),
    };

    private Layer<T> MakeNormalization(Shape shape) => options.Normalization switch
    {
        "group" => new GroupNormalization<T>(shape, Enumerable.Range(1, MostGroups).Last(g => shape.Channels % g == 0)),
        "layer" => new LayerNormalization<T>(shape),
        _ => new BatchNormalization<T>(shape),
    };

    private int ScaleProduct(string name, int node, int fanIn)
    {
        bool first = !_hasProduct;
        _hasProduct = true;
        return first || !Scales ? node : Builder.Add($"{name}.scale", shape => new Scale<T>(shape, Math.Sqrt(2.0 / fanIn)));
    }
}
