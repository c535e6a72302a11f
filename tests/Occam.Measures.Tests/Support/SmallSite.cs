using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Support;

/// <summary>Measures at a point of networks that are small enough to be worked out by hand.</summary>
internal static class SmallSite
{
    public static Dictionary<string, Metric> Evaluate(IPointMeasure measure, Network<float> network, ILoss<float> loss, Dataset data, float[] theta, int chunk = 100)
    {
        using Workers workers = new(2);
        using NetworkPasses<float> passes = new(network, workers, chunk);
        return measure.Evaluate(new PointSite<float>(passes, loss, data, theta, network.InitialState(), new Seed(1))).ToDictionary(m => m.Name);
    }

    public static Network<float> Dense(int inputs, int outputs, bool bias = false)
    {
        NetworkBuilder<float> builder = new(new Shape(inputs));
        builder.Add("w", shape => new Dense<float>(shape, outputs, bias));
        return builder.Build();
    }

    public static Dataset Data(int[] labels, params float[][] inputs) =>
        new("by hand", [.. inputs.SelectMany(x => x)], ImageShape.Vector(inputs[0].Length), labels, 2);
}
