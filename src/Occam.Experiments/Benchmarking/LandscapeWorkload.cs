using Occam.Data.Datasets;
using Occam.Measures.Landscape;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Benchmarking;

/// <summary>A row of a plane through a network's parameters: loss and accuracy of random examples at 25 points.</summary>
internal sealed class LandscapeWorkload : IDisposable
{
    private const int Points = 25, Classes = 10;
    private const double Offset = 0.5;
    private readonly NetworkPasses<float> _passes;
    private readonly LossSurface<float> _surface;
    private readonly SurfaceDirection<float> _along, _beside;
    private readonly double[] _positions;

    public LandscapeWorkload(Network<float> network, Workers workers, int examples)
    {
        float[] theta = ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He), images = new float[examples * network.Input.Size];
        new Seed(1).Derive("images").Uniforms<float>(images, 0, 1);
        ImageShape shape = new(network.Input.Channels, network.Input.Height, network.Input.Width);
        Dataset data = new("random", images, shape, [.. Enumerable.Range(0, examples).Select(i => i % Classes)], Classes);
        _passes = new NetworkPasses<float>(network, workers, examples);
        _surface = new LossSurface<float>(_passes, new SoftmaxCrossEntropy<float>(), data, theta, network.InitialState());
        _along = new SurfaceDirection<float>(Directions.Random<float>(network, theta, new Seed(2), DirectionScale.Filter));
        _beside = new SurfaceDirection<float>(Directions.Random<float>(network, theta, new Seed(3), DirectionScale.Filter));
        _positions = (LandscapeAxis.Line with { Points = Points }).Positions();
    }

    public void Run() => _surface.Line(_positions, _along, Offset, _beside);

    public void Dispose() => _passes.Dispose();
}
