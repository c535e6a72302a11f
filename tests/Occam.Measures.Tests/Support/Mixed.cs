using System.Numerics;
using Occam.Data.Datasets;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Testing;

namespace Occam.Measures.Tests.Support;

/// <summary>A small network with a convolution, batch norm, dropout and dense layers, and random examples for it.</summary>
internal static class Mixed
{
    private static readonly Shape Input = new(2, 6, 6);
    private const int Classes = 3;

    public static Network<T> Network<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(Input);
        builder.Add("conv", s => new Convolution<T>(new ConvolutionGeometry(s, 4, 3, 3, 1, 1, 1, 1)));
        builder.Add("norm", s => new BatchNormalization<T>(s));
        builder.Add("affine", s => new ChannelAffine<T>(s));
        builder.Add("relu", s => new Elementwise<T, Relu<T>>(s));
        builder.Add("dropout", s => new Dropout<T>(s, 0.3, "dropout"));
        builder.Add("fc", s => new Dense<T>(s, 7));
        builder.Add("tanh", s => new Elementwise<T, Tanh<T>>(s));
        builder.Add("output", s => new Dense<T>(s, Classes));
        return builder.Build();
    }

    public static T[] Theta<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ParameterInitializer.Fill(Network<T>(), new Seed(3), InitializationScheme.He);

    public static Dataset Data(int count, string name = "mixed")
    {
        Draws draws = new(name);
        float[] images = Vectors.Convert<double, float>(draws.Normals(count * Input.Size));
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => draws.Integer(Classes))];
        return new Dataset(name, images, new ImageShape(Input.Channels, Input.Height, Input.Width), labels, Classes);
    }
}
