using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Support;

/// <summary>A site with passes of its own, in both precisions or in single precision only.</summary>
internal sealed class Site : IDisposable
{
    private readonly Workers _workers = new(2);
    private readonly NetworkPasses<float> _single;
    private readonly NetworkPasses<double> _double;

    public Site(
        Network<float> network, Network<double> twin, (ILoss<float>, ILoss<double>) loss, Dataset data, float[] theta, float[] state, bool inDouble = true,
        CurvatureSettings? settings = null, IterationControl control = default, int chunk = 100)
    {
        (_single, _double) = (new NetworkPasses<float>(network, _workers, chunk), new NetworkPasses<double>(twin, _workers, chunk));
        Point = new PointSite<float>(_single, loss.Item1, data, theta, state, new Seed(5))
        {
            Double = inDouble ? new DoublePasses(_double, loss.Item2) : null,
            Settings = settings ?? new CurvatureSettings(),
            Control = control,
        };
    }

    public PointSite<float> Point { get; }

    /// <summary>The network with every kind of layer, and random examples.</summary>
    public static Site OfMixed(CurvatureSettings? settings = null, IterationControl control = default, int examples = 40) => new(
        Mixed.Network<float>(), Mixed.Network<double>(), (new SoftmaxCrossEntropy<float>(), new SoftmaxCrossEntropy<double>()), Mixed.Data(examples), Mixed.Theta<float>(),
        Mixed.Network<float>().InitialState(), settings: settings, control: control);

    public void Dispose()
    {
        _single.Dispose();
        _double.Dispose();
        _workers.Dispose();
    }
}
