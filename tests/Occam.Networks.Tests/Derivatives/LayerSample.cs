using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Testing.Derivatives;
using Occam.Testing.Faults;

namespace Occam.Networks.Tests.Derivatives;

/// <summary>
/// A network around one layer, on images of 4×5×6, or on one value for the layer that reads no more: first (the layer reads the network's input), between (behind a convolution), or beside
/// (its input has another reader, so that it has to add to the cotangent).
/// </summary>
public sealed record LayerSample(string Layer, string Place) : INetworkFactory
{
    public static string[] Layers =>
    [
        "relu", "relu6", "leaky", "tanh", "sigmoid", "gelu", "silu", "square", "dense", "dense without bias", "convolution", "strided", "grouped", "depthwise",
        "flatten", "scale", "dropout", "shortcut", "max", "max padded", "max overlapping", "average", "average padded", "average inside", "global",
        "batch norm", "layer norm", "group norm", "instance norm", "response", "response even", "channel affine", "element affine", "offset", "spread",
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string layer in Layers)
            {
                foreach (string place in (string[])["first", "between", "beside"]) data.Add(layer, place);
            }

            return data;
        }
    }

    public Network<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool single = Layer == "spread";
        NetworkBuilder<T> builder = new(single ? new Shape(1) : new Shape(4, 5, 6));
        int stem = Place == "first" ? 0 : builder.Add("stem", s => single ? new Dense<T>(s, 1) : new Convolution<T>(new ConvolutionGeometry(s, 4, 3, 3, 1, 1, 1, 1)));
        int layer = builder.Add("layer", Make<T>, stem);
        Shape output = builder.ShapeOf(layer);
        if (Place == "beside") layer = Beside(builder, stem, layer, output);
        builder.Add("bend", s => new Elementwise<T, Bend<T>>(s), layer);
        builder.Add("out", s => new Dense<T>(s, 3));
        return builder.Build();
    }

    /// <summary>Joins the layer's output with its input, channel by channel, or as plain vectors where the images differ in size.</summary>
    private static int Beside<T>(NetworkBuilder<T> builder, int stem, int layer, Shape output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if ((output.Height, output.Width) == (5, 6)) return builder.Join("joined", JoinKind.Concatenate, layer, stem);
        int flat = builder.Add("flat output", s => new Flatten<T>(s), layer), other = builder.Add("flat input", s => new Flatten<T>(s), stem);
        return builder.Join("joined", JoinKind.Concatenate, flat, other);
    }

    private Layer<T> Make<T>(Shape s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Layer switch
        {
            "relu" => new Elementwise<T, Relu<T>>(s),
            "relu6" => new Elementwise<T, Relu6<T>>(s),
            "leaky" => new LeakyRelu<T>(s, 0.1),
            "tanh" => new Elementwise<T, Tanh<T>>(s),
            "sigmoid" => new Elementwise<T, Sigmoid<T>>(s),
            "gelu" => new Elementwise<T, Gelu<T>>(s),
            "silu" => new Elementwise<T, Silu<T>>(s),
            "square" => new Elementwise<T, Square<T>>(s),
            "dense" => new Dense<T>(s, 5),
            "dense without bias" => new Dense<T>(s, 6, bias: false),
            "convolution" => new Convolution<T>(new ConvolutionGeometry(s, 3, 3, 3, 1, 1, 1, 1)),
            "strided" => new Convolution<T>(new ConvolutionGeometry(s, 5, 3, 2, 2, 1, 1, 1), bias: false),
            "grouped" => new Convolution<T>(new ConvolutionGeometry(s, 6, 2, 3, 1, 1, 2, 2)),
            "depthwise" => new Convolution<T>(new ConvolutionGeometry(s, 8, 3, 3, 1, 1, 1, 4)),
            "flatten" => new Flatten<T>(s),
            "scale" => new Scale<T>(s, 0.7),
            "dropout" => new Dropout<T>(s, 0.3, "dropout"),
            "shortcut" => new SubsampledShortcut<T>(s, 6, 2),
            "max" => new MaxPool<T>(new PoolGeometry(s, 2, 2, 0)),
            "max padded" => new MaxPool<T>(new PoolGeometry(s, 3, 2, 1)),
            "max overlapping" => new MaxPool<T>(new PoolGeometry(s, 3, 1, 1)),
            "average" => new AveragePool<T>(new PoolGeometry(s, 2, 2, 0)),
            "average padded" => new AveragePool<T>(new PoolGeometry(s, 3, 2, 1)),
            "average inside" => new AveragePool<T>(new PoolGeometry(s, 3, 1, 1), includePadding: false),
            "global" => new GlobalAveragePool<T>(s),
            "batch norm" => new BatchNormalization<T>(s),
            "layer norm" => new LayerNormalization<T>(s),
            "group norm" => new GroupNormalization<T>(s, 2),
            "instance norm" => new GroupNormalization<T>(s, 4),
            "response" => new LocalResponseNormalization<T>(s, 3, 0.5, 0.75, 1),
            "response even" => new LocalResponseNormalization<T>(s, 4, 0.4, 0.5, 2),
            "channel affine" => new ChannelAffine<T>(s),
            "element affine" => new ElementAffine<T>(s),
            "offset" => new Offset<T>(s, 7),
            "spread" => new Spread<T>(s, 7),
            _ => throw new ArgumentOutOfRangeException(nameof(s), Layer, "No such layer."),
        };
}
