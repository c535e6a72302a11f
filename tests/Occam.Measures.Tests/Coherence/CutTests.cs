using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;

namespace Occam.Measures.Tests.Coherence;

/// <summary>How the work is cut: the chunk moves the last bits, the threads move nothing.</summary>
public sealed class CutTests
{
    private static readonly SoftmaxCrossEntropy<double> Loss = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(100)]
    public void Chunks_change_the_rounding_only(int chunk)
    {
        Dictionary<string, Metric> whole = Watching.Coherence(Mixed.Network<double>(), Mixed.Theta<double>(), Loss, Mixed.Data(23));
        Dictionary<string, Metric> cut = Watching.Coherence(Mixed.Network<double>(), Mixed.Theta<double>(), Loss, Mixed.Data(23), chunk: chunk);
        Assert.Equal(whole.Keys, cut.Keys);
        foreach ((string name, Metric metric) in whole)
        {
            Watching.Near(metric.Value, cut[name].Value, 1e-12, name);
            Watching.Near(metric.Error!.Value, cut[name].Error!.Value, 1e-10, name + " error");
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Threads_change_no_bit(int threads)
    {
        SoftmaxCrossEntropy<float> loss = new();
        Dictionary<string, Metric> one = Watching.Coherence(Mixed.Network<float>(), Mixed.Theta<float>(), loss, Mixed.Data(50), chunk: 20, threads: 1);
        Dictionary<string, Metric> many = Watching.Coherence(Mixed.Network<float>(), Mixed.Theta<float>(), loss, Mixed.Data(50), chunk: 20, threads: threads);
        Assert.Equal(one, many);
    }
}
