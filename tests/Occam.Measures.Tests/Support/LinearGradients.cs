using System.Numerics;
using Occam.Data.Datasets;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Measures.Tests.Support;

/// <summary>
/// A linear model f = w·x at w = 0 with ½(f − y)² has the gradient −y·x: an input chooses an example's gradient freely.
/// </summary>
internal static class LinearGradients
{
    /// <summary>The metrics of examples whose gradients are exactly these.</summary>
    public static Dictionary<string, Metric> Coherence(IReadOnlyList<float[]> gradients, int? chunk = null)
    {
        int length = gradients[0].Length;
        return Watching.Coherence(Model(length), new double[length], new SquaredError<double>(), Data(gradients), chunk: chunk);
    }

    public static Network<double> Model(int inputs) => Model<double>(inputs);

    public static Network<T> Model<T>(int inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(inputs));
        builder.Add("w", shape => new Dense<T>(shape, 1, bias: false));
        return builder.Build();
    }

    public static Dataset Data(IReadOnlyList<float[]> gradients)
    {
        float[] inputs = [.. gradients.SelectMany(g => g.Select(v => -v))];
        return new Dataset("gradients", inputs, ImageShape.Vector(gradients[0].Length), [.. gradients.Select(_ => 1)], 2);
    }
}
