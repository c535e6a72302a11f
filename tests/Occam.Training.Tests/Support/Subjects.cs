using System.Numerics;
using Occam.Data.Datasets;
using Occam.Networks.Activations;
using Occam.Networks.Architectures;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Testing;
using Occam.Training.Optimizers;
using Occam.Training.Rules;

namespace Occam.Training.Tests.Support;

/// <summary>Small networks, data and settings to train.</summary>
internal static class Subjects
{
    public const int Classes = 4;
    private static readonly Shape Input = new(2, 8, 8);

    public static string[] Names => ["mlp", "cnn"];

    public static Network<T> Network<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        name == "mlp" ? ModelZoo.Create<T>("mlp:32x2", Input, Classes) : Convolutional<T>();

    public static T[] Theta<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ParameterInitializer.Fill(network, new Seed(11), InitializationScheme.He);

    public static Dataset Data(int count)
    {
        Draws draws = new("training data");
        float[] images = Vectors.Convert<double, float>(draws.Normals(count * Input.Size));
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => draws.Integer(Classes))];
        return new Dataset("draws", images, new ImageShape(Input.Channels, Input.Height, Input.Width), labels, Classes);
    }

    public static TrainingSettings Settings(string optimizer, double rate = 0.01, long steps = 100) =>
        new(new OptimizerSettings(optimizer, rate, 0.9, 0.001), 12, steps, "cosine", 3);

    /// <summary>Every rule on every network that it can train: per-example gradients do not exist in the one with batch norm.</summary>
    public static TheoryData<string, string> RulesAndNetworks => new(
        from rule in (string[])["mean", "winsorized:20", "median", "m3", "rm3", "ra3", "sam:0.05", "asam:0.5"]
        from network in Names
        where network == "mlp" || rule is not ("winsorized:20" or "median")
        select (rule, network));

    /// <summary>Plain descent with a rule; 42 examples leave a last batch of six, enough for three groups with batch norm.</summary>
    public static TrainingSettings With(string rule, double rate = 0.01) => Settings("sgd", rate) with { Rule = DescentRule.Parse(rule) };

    /// <summary>Convolution, batch norm, dropout, pooling, a skip connection and a dense layer.</summary>
    private static Network<T> Convolutional<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(Input);
        builder.Add("conv1", s => new Convolution<T>(new ConvolutionGeometry(s, 6, 3, 3, 1, 1, 1, 1), bias: false));
        builder.Add("norm", s => new BatchNormalization<T>(s));
        builder.Add("affine", s => new ChannelAffine<T>(s));
        int stem = builder.Add("relu", s => new Elementwise<T, Relu<T>>(s));
        int branch = builder.Add("conv2", s => new Convolution<T>(new ConvolutionGeometry(s, 6, 3, 3, 1, 1, 1, 1)));
        builder.Join("sum", JoinKind.Add, stem, branch);
        builder.Add("pool", s => new MaxPool<T>(new PoolGeometry(s, 2, 2, 0)));
        builder.Add("dropout", s => new Dropout<T>(s, 0.25, "dropout"));
        builder.Add("output", s => new Dense<T>(s, Classes));
        return builder.Build();
    }
}
