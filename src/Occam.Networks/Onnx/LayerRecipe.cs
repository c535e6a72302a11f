using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>The settings of a layer, from which it is made in either precision.</summary>
internal abstract record LayerRecipe
{
    public abstract Layer<T> Make<T>(Shape input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The recipes of layers that have no settings, by the operator they stand for.</summary>
    public static LayerRecipe? Plain(string onnxOperator) => onnxOperator is "Relu" or "Sigmoid" or "Tanh" or "Gelu" or "Silu" or "Relu6" ? new Function(onnxOperator) : null;

    public sealed record Function(string Operator) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => Operator switch
        {
            "Relu" => new Elementwise<T, Relu<T>>(input),
            "Relu6" => new Elementwise<T, Relu6<T>>(input),
            "Sigmoid" => new Elementwise<T, Sigmoid<T>>(input),
            "Tanh" => new Elementwise<T, Tanh<T>>(input),
            "Gelu" => new Elementwise<T, Gelu<T>>(input),
            _ => new Elementwise<T, Silu<T>>(input),
        };
    }

    public sealed record Leaky(double Slope) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new LeakyRelu<T>(input, Slope);
    }

    public sealed record Multiple(double Factor) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new Scale<T>(input, Factor);
    }

    public sealed record Product(int Outputs, bool Bias) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new Dense<T>(input, Outputs, Bias);
    }

    public sealed record Window(int Outputs, int Height, int Width, int Stride, int Padding, int Dilation, int Groups, bool Bias) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new Convolution<T>(new ConvolutionGeometry(input, Outputs, Height, Width, Stride, Padding, Dilation, Groups), Bias);
    }

    public sealed record Largest(int Kernel, int Stride, int Padding) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new MaxPool<T>(new PoolGeometry(input, Kernel, Stride, Padding));
    }

    public sealed record Average(int Kernel, int Stride, int Padding, bool IncludePadding) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new AveragePool<T>(new PoolGeometry(input, Kernel, Stride, Padding), IncludePadding);
    }

    public sealed record MeanOfImage : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new GlobalAveragePool<T>(input);
    }

    public sealed record Repeat(int Width) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new Spread<T>(input, Width);
    }

    public sealed record Shift(int Outputs) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new Offset<T>(input, Outputs);
    }

    public sealed record Flat : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new Flatten<T>(input);
    }

    public sealed record BatchNorm(double Epsilon, double Momentum) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new BatchNormalization<T>(input, Epsilon, Momentum);
    }

    public sealed record LayerNorm(double Epsilon) : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new LayerNormalization<T>(input, Epsilon);
    }

    public sealed record GainOfChannels : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new ChannelAffine<T>(input);
    }

    public sealed record GainOfValues : LayerRecipe
    {
        public override Layer<T> Make<T>(Shape input) => new ElementAffine<T>(input);
    }
}
