using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Benchmarking;

/// <summary>A gradient of one random batch, and a product of its Hessian with a vector, at a point whose forward and backward pass are kept or made anew.</summary>
internal sealed class CurvatureWorkload : IExampleSource<float>, IDisposable
{
    private readonly NetworkPasses<float> _passes;
    private readonly SoftmaxCrossEntropy<float> _loss = new();
    private readonly Hessian<float> _hessian;
    private readonly float[] _theta, _state, _images, _gradient, _outputBar;
    private readonly double[] _vector, _product;
    private readonly bool _keepsPrimal;

    public CurvatureWorkload(Network<float> network, Workers workers, int batch, bool keepsPrimal)
    {
        _passes = new NetworkPasses<float>(network, workers, batch);
        (Count, _keepsPrimal) = (batch, keepsPrimal);
        _theta = ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He);
        (_state, _images) = (network.InitialState(), new float[batch * network.Input.Size]);
        new Seed(1).Derive("images").Normals<float>(_images, 0f, 1f);
        (_gradient, _outputBar) = (new float[network.ParameterCount], new float[batch * network.Output.Size]);
        (_vector, _product) = (new double[network.ParameterCount], new double[network.ParameterCount]);
        new Seed(1).Derive("vector").Normals<double>(_vector, 0, 1);
        _hessian = new Hessian<float>(new NetworkPoint<float>(_passes, _loss, this, _theta, _state));
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public void Fill(int first, Span<float> inputs, Span<int> labels)
    {
        _images.AsSpan(first * _passes.Network.Input.Size, inputs.Length).CopyTo(inputs);
        for (int i = 0; i < labels.Length; i++) labels[i] = (first + i) % _passes.Network.Output.Size;
    }

    /// <summary>Forward and backward.</summary>
    public void Gradient()
    {
        Span<int> labels = stackalloc int[Count];
        Fill(0, _passes.Begin(Count), labels);
        ReadOnlySpan<float> outputs = _passes.Forward(_theta, _state, PassContext.Frozen);
        _loss.Gradient(outputs, labels, _passes.Network.Output.Size, 1f / Count, _outputBar);
        _passes.Backward(_theta, _outputBar, _gradient);
    }

    /// <summary>H v.</summary>
    public void Product()
    {
        if (!_keepsPrimal) _passes.Begin(Count);
        _hessian.Apply(_vector, _product);
    }

    public void Dispose() => _passes.Dispose();
}
