using Occam.Data.Datasets;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Measures.Tests.Support;

/// <summary>The examples of one of PyTorch's networks.</summary>
internal static class OracleData
{
    public static Dataset Of(OracleModel model) => new(
        "oracle", Vectors.Convert<double, float>(model.Point.X), new ImageShape(model.Input.Channels, model.Input.Height, model.Input.Width), model.Point.Labels,
        Math.Max(2, model.Network.Output.Size));
}
