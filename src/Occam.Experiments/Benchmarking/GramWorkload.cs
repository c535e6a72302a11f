using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Benchmarking;

/// <summary>The inner products of the gradients of every two examples of a random batch: forward, backward, factors, products.</summary>
internal sealed class GramWorkload : IDisposable
{
    private readonly Network<float> _network;
    private readonly NetworkPasses<float> _passes;
    private readonly ExampleFactors<float> _factors;
    private readonly GramMatrix<float> _matrix;
    private readonly SoftmaxCrossEntropy<float> _loss = new();
    private readonly float[] _theta, _state, _outputBar;
    private readonly int[] _labels;
    private readonly double[] _gram;

    public GramWorkload(Network<float> network, Workers workers, int examples)
    {
        (_network, _passes) = (network, new NetworkPasses<float>(network, workers, examples));
        (_factors, _matrix, _gram) = (new ExampleFactors<float>(network, examples, examples), new GramMatrix<float>(workers), new double[examples * examples]);
        (_theta, _state) = (ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He), network.InitialState());
        _outputBar = new float[examples * network.Output.Size];
        _labels = [.. Enumerable.Range(0, examples).Select(i => i % network.Output.Size)];
        new Seed(1).Derive("images").Uniforms(_passes.Begin(examples), 0f, 1f);
    }

    public void Run()
    {
        _loss.Gradient(_passes.Forward(_theta, _state, PassContext.Frozen), _labels, _network.Output.Size, 1, _outputBar);
        _passes.Backward(_theta, _outputBar, []);
        _factors.Clear();
        _factors.Append(_passes);
        Array.Clear(_gram);
        for (int layer = 0; layer < _network.FactorNodes.Length; layer++)
            _matrix.Add(_factors, _factors, layer, _network.FactorShape(_network.FactorNodes[layer]), _gram, _passes.Batch);
    }

    public void Dispose()
    {
        _factors.Dispose();
        _passes.Dispose();
    }
}
