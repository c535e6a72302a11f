using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Testing.Derivatives;
using Occam.Testing.Faults;

namespace Occam.Networks.Tests.Passes;

/// <summary>Networks of each shape of graph: a chain of dense layers, of convolutions, sums of branches, joined branches, and one with channels enough for tiles.</summary>
public sealed record SampleNetwork(string Name) : INetworkFactory
{
    public static TheoryData<string> Names => ["mlp", "cnn", "residual", "branches", "tiles"];

    public Network<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Name switch
        {
            "mlp" => Mlp<T>(),
            "cnn" => Cnn<T>(),
            "residual" => Residual<T>(),
            "tiles" => Tiles<T>(),
            _ => Branches<T>(),
        };

    private static Network<T> Mlp<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(11));
        builder.Add("fc1", s => new Dense<T>(s, 9));
        builder.Add("bend", s => new Elementwise<T, Bend<T>>(s));
        builder.Add("fc2", s => new Dense<T>(s, 7, bias: false));
        builder.Add("relu", s => new Elementwise<T, Relu<T>>(s));
        builder.Add("fc3", s => new Dense<T>(s, 4));
        return builder.Build();
    }

    private static Network<T> Cnn<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(2, 9, 7));
        builder.Add("conv1", s => new Convolution<T>(new ConvolutionGeometry(s, 4, 3, 3, 1, 1, 1, 1)));
        builder.Add("bend1", s => new Elementwise<T, Bend<T>>(s));
        builder.Add("conv2", s => new Convolution<T>(new ConvolutionGeometry(s, 6, 3, 2, 2, 1, 2, 2)));
        builder.Add("relu", s => new Elementwise<T, Relu<T>>(s));
        builder.Add("depthwise", s => new Convolution<T>(new ConvolutionGeometry(s, 6, 2, 2, 1, 0, 1, 6), bias: false));
        builder.Add("out", s => new Dense<T>(s, 3));
        return builder.Build();
    }

    private static Network<T> Residual<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(2, 6, 5));
        int stem = builder.Add("stem", s => new Convolution<T>(new ConvolutionGeometry(s, 3, 3, 3, 1, 1, 1, 1)));
        builder.Add("bend1", s => new Elementwise<T, Bend<T>>(s));
        int body = builder.Add("body", s => new Convolution<T>(new ConvolutionGeometry(s, 3, 3, 3, 1, 1, 1, 1)));
        int sum = builder.Join("sum1", JoinKind.Add, stem, body);
        builder.Add("bend2", s => new Elementwise<T, Bend<T>>(s), sum);
        int down = builder.Add("down", s => new Convolution<T>(new ConvolutionGeometry(s, 4, 3, 3, 2, 1, 1, 1)));
        int shortcut = builder.Add("shortcut", s => new Convolution<T>(new ConvolutionGeometry(s, 4, 1, 1, 2, 0, 1, 1)), sum);
        builder.Join("sum2", JoinKind.Add, down, shortcut);
        builder.Add("out", s => new Dense<T>(s, 3));
        return builder.Build();
    }

    private static Network<T> Branches<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The input itself is read three times, and one node twice by one join.
        NetworkBuilder<T> builder = new(new Shape(2, 5, 5));
        int narrow = builder.Add("narrow", s => new Convolution<T>(new ConvolutionGeometry(s, 3, 1, 1, 1, 0, 1, 1)), 0);
        int wide = builder.Add("wide", s => new Convolution<T>(new ConvolutionGeometry(s, 2, 3, 3, 1, 1, 1, 1)), 0);
        int joined = builder.Join("joined", JoinKind.Concatenate, narrow, wide, 0);
        int bend = builder.Add("bend", s => new Elementwise<T, Bend<T>>(s), joined);
        builder.Join("twice", JoinKind.Add, bend, bend, joined);
        builder.Add("out", s => new Dense<T>(s, 2));
        return builder.Build();
    }

    private static Network<T> Tiles<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(2, 5, 4));
        builder.Add("point", s => new Convolution<T>(new ConvolutionGeometry(s, 16, 1, 1, 1, 0, 1, 1)));
        builder.Add("bend", s => new Elementwise<T, Bend<T>>(s));
        builder.Add("tiles", s => new Convolution<T>(new ConvolutionGeometry(s, 16, 3, 3, 1, 1, 1, 1)));
        builder.Add("relu", s => new Elementwise<T, Relu<T>>(s));
        builder.Add("pool", s => new GlobalAveragePool<T>(s));
        builder.Add("out", s => new Dense<T>(s, 3));
        return builder.Build();
    }
}
