using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Numerics.Random;

namespace Occam.Networks.Tests.Layers;

/// <summary>The layers that the tests of passes run over, in sizes that end inside a vector, in several runs, and inside a part.</summary>
internal static class LayerCases
{
    public static PassContext Training => new(true, false, new Seed(5));

    public static (Layer<T> Layer, PassContext Context) Make<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape image = new(6, 5, 7), even = new(4, 8, 8), vector = new(21);
        return name switch
        {
            "tanh" => (new Elementwise<T, Tanh<T>>(image), default),
            "sigmoid" => (new Elementwise<T, Sigmoid<T>>(image), default),
            "gelu" => (new Elementwise<T, Gelu<T>>(image), default),
            "silu" => (new Elementwise<T, Silu<T>>(image), default),
            "square" => (new Elementwise<T, Square<T>>(image), default),
            "leaky relu" => (new LeakyRelu<T>(image, 0.2), default),
            "scale" => (new Scale<T>(image, 0.3), default),
            "flatten" => (new Flatten<T>(image), default),
            "dropout" => (new Dropout<T>(image, 0.3, "drop"), Training),
            "dropout frozen" => (new Dropout<T>(image, 0.3, "drop"), default),
            "max-pool 2/2" => (new MaxPool<T>(new PoolGeometry(new Shape(2, 18, 18), 2, 2, 0)), default),
            "max-pool 3/2 padded" => (new MaxPool<T>(new PoolGeometry(new Shape(2, 20, 21), 3, 2, 1)), default),
            "max-pool 3/1 padded" => (new MaxPool<T>(new PoolGeometry(image, 3, 1, 1)), default),
            "average-pool" => (new AveragePool<T>(new PoolGeometry(image, 3, 2, 1)), default),
            "average-pool without padding" => (new AveragePool<T>(new PoolGeometry(image, 3, 2, 1), includePadding: false), default),
            "global-average-pool" => (new GlobalAveragePool<T>(image), default),
            "shortcut" => (new SubsampledShortcut<T>(image, 9, 2), default),
            "batch norm" => (new BatchNormalization<T>(image), Training),
            "batch norm even" => (new BatchNormalization<T>(even), Training),
            "batch norm vector" => (new BatchNormalization<T>(vector), Training),
            "batch norm frozen" => (new BatchNormalization<T>(image), default),
            "layer norm" => (new LayerNormalization<T>(image), default),
            "group norm" => (new GroupNormalization<T>(image, 3), default),
            "local response" => (new LocalResponseNormalization<T>(image, 4, 0.9, 0.75, 1.5), default),
            "local response 5" => (new LocalResponseNormalization<T>(even, 5, 2, 0.6, 0.5), default),
            "channel affine" => (new ChannelAffine<T>(image), default),
            "channel affine vector" => (new ChannelAffine<T>(vector), default),
            "element affine" => (new ElementAffine<T>(image), default),
            "offset" => (new Offset<T>(vector, 9), default),
            "spread" => (new Spread<T>(new Shape(1), 21), default),
            _ => throw new ArgumentException(name),
        };
    }

    public static TheoryData<string> Names() =>
    [
        "tanh", "sigmoid", "gelu", "silu", "square", "leaky relu", "scale", "flatten", "dropout", "dropout frozen", "max-pool 2/2",
        "max-pool 3/2 padded", "max-pool 3/1 padded", "average-pool", "average-pool without padding", "global-average-pool", "shortcut", "batch norm",
        "batch norm even", "batch norm vector", "batch norm frozen", "layer norm", "group norm", "local response", "local response 5", "channel affine",
        "channel affine vector", "element affine", "offset", "spread",
    ];
}
