using System.Text.RegularExpressions;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Measures.Tests.Planning;

/// <summary>What every measure at a point promises: it reports what it describes, the same every time, in chunks of any size, and changes nothing.</summary>
public sealed class PointContractTests
{
    public static TheoryData<string> Measures => [.. PointMeasures.All.Select(m => m.Id)];

    [Theory]
    [MemberData(nameof(Measures))]
    public void Reports_exactly_what_it_describes(string id)
    {
        IPointMeasure measure = PointMeasures.All.Single(m => m.Id == id);
        Regex[] described = [.. measure.Metrics.Select(m => new Regex($"^{Regex.Escape(m.Name).Replace("LAYER", ".+", StringComparison.Ordinal)}$"))];
        float[] theta = Mixed.Theta<float>(), before = [.. theta];
        Dictionary<string, Metric> metrics = Evaluate(measure, theta, 4);
        Assert.All(metrics.Keys, name => Assert.Contains(described, d => d.IsMatch(name)));
        Assert.All(described, d => Assert.Contains(metrics.Keys, d.IsMatch));
        Assert.All(measure.Metrics, m => Assert.True(m.Unit.Length > 0 && m.Formula.Length > 0 && m.Reference.Length > 0, m.Name));
        Assert.Equal(before, theta);
        Assert.Equal(metrics, Evaluate(measure, theta, 4));
    }

    [Fact]
    public void Every_id_is_taken_once() => Assert.Equal(PointMeasures.All.Length, PointMeasures.All.Select(m => m.Id).Concat(MeasureSamples.All(4).Select(m => m.Id)).Distinct().Count() - MeasureSamples.All(4).Length);

    private static Dictionary<string, Metric> Evaluate(IPointMeasure measure, float[] theta, int chunk)
    {
        Network<float> network = Mixed.Network<float>();
        return SmallSite.Evaluate(measure, network, new SoftmaxCrossEntropy<float>(), Mixed.Data(24), theta, chunk);
    }
}
