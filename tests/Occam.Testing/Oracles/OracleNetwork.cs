using System.Numerics;
using System.Text.Json;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Testing.Oracles;

/// <summary>Builds a network from the graph description of an oracle file. A norm's gain and bias become a node of their own, "NAME-affine".</summary>
public static class OracleNetwork
{
    public const string AffineSuffix = "-affine";

    public static Network<T> Build<T>(JsonElement model, Shape input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(input);
        Dictionary<string, int> places = new() { ["x"] = 0 };
        foreach (JsonElement node in model.EnumerateArray())
        {
            string name = node.GetProperty("name").GetString()!, kind = node.GetProperty("kind").GetString()!;
            int[] inputs = [.. node.GetProperty("inputs").EnumerateArray().Select(i => places[i.GetString()!])];
            places[name] = kind switch
            {
                "add" => builder.Join(name, JoinKind.Add, inputs),
                "concat" => builder.Join(name, JoinKind.Concatenate, inputs),
                _ => builder.Add(name, shape => Layer<T>(node, kind, shape), inputs[0]),
            };
            if (kind is "batch-norm" or "group-norm") places[name] = builder.Add(name + AffineSuffix, shape => new ChannelAffine<T>(shape));
            if (kind == "layer-norm") places[name] = builder.Add(name + AffineSuffix, shape => new ElementAffine<T>(shape));
        }

        return builder.Build();
    }

    private static Layer<T> Layer<T>(JsonElement node, string kind, Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => kind switch
        {
            "dense" => new Dense<T>(shape, Integer(node, "out"), Flag(node, "bias")),
            "conv" => new Convolution<T>(Geometry(node, shape), Flag(node, "bias")),
            "relu" => new Elementwise<T, Relu<T>>(shape),
            "tanh" => new Elementwise<T, Tanh<T>>(shape),
            "sigmoid" => new Elementwise<T, Sigmoid<T>>(shape),
            "gelu" => new Elementwise<T, Gelu<T>>(shape),
            "silu" => new Elementwise<T, Silu<T>>(shape),
            "square" => new Elementwise<T, Square<T>>(shape),
            "leaky-relu" => new LeakyRelu<T>(shape, Number(node, "slope")),
            "flatten" => new Flatten<T>(shape),
            "max-pool" => new MaxPool<T>(Pool(node, shape)),
            "average-pool" => new AveragePool<T>(Pool(node, shape), Flag(node, "count_include_pad")),
            "global-average-pool" => new GlobalAveragePool<T>(shape),
            "batch-norm" => new BatchNormalization<T>(shape, Number(node, "epsilon"), Number(node, "momentum")),
            "layer-norm" => new LayerNormalization<T>(shape, Number(node, "epsilon")),
            "group-norm" => new GroupNormalization<T>(shape, Integer(node, "groups"), Number(node, "epsilon")),
            "local-response-norm" => new LocalResponseNormalization<T>(
                shape, Integer(node, "size"), Number(node, "alpha"), Number(node, "beta"), Number(node, "k")),
            _ => throw new NotSupportedException($"Oracle node of kind '{kind}'."),
        };

    private static ConvolutionGeometry Geometry(JsonElement node, Shape shape)
    {
        JsonElement kernel = node.GetProperty("kernel");
        return new ConvolutionGeometry(
            shape, Integer(node, "out"), kernel[0].GetInt32(), kernel[1].GetInt32(),
            Both(node, "stride"), Both(node, "padding"), Both(node, "dilation"), Integer(node, "groups"));
    }

    private static PoolGeometry Pool(JsonElement node, Shape shape) => new(shape, Both(node, "kernel"), Both(node, "stride"), Both(node, "padding"));

    private static int Both(JsonElement node, string name)
    {
        JsonElement pair = node.GetProperty(name);
        return pair[0].GetInt32() == pair[1].GetInt32() ? pair[0].GetInt32() : throw new NotSupportedException($"{name} differs between height and width.");
    }

    private static int Integer(JsonElement node, string name) => node.GetProperty(name).GetInt32();

    private static double Number(JsonElement node, string name) => node.GetProperty(name).GetDouble();

    private static bool Flag(JsonElement node, string name) => node.GetProperty(name).GetBoolean();
}
