using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;
using Occam.Training.Optimizers;

namespace Occam.Experiments.Benchmarking;

/// <summary>
/// A training step on one random batch: forward, backward, momentum update; plain, with the norms of every example's gradient, or with the
/// winsorized sum of those gradients in the place of their sum.
/// </summary>
internal sealed class StepWorkload : IDisposable
{
    private const float LearningRate = 0.01f;
    private const long TileMemory = 1L << 28;
    private readonly NetworkPasses<float> _passes;
    private readonly SoftmaxCrossEntropy<float> _loss = new();
    private readonly ChunkedUpdate<float> _update;
    private readonly float[] _theta, _state, _gradient, _outputBar;
    private readonly int[] _labels;
    private readonly double[] _norms;
    private readonly int _batch;
    private long _steps;

    /// <summary>Draws parameters and a batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="batch">Examples in the batch.</param>
    /// <param name="pixels">Inputs uniform from 0 to 1, as pixels are, instead of standard normal.</param>
    public StepWorkload(Network<float> network, Workers workers, int batch, bool pixels = false)
    {
        _passes = new NetworkPasses<float>(network, workers, batch);
        _batch = batch;
        _theta = ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He);
        _state = network.InitialState();
        _gradient = new float[network.ParameterCount];
        _outputBar = new float[batch * network.Output.Size];
        _norms = new double[network.Blocks.Length * batch];
        _labels = [.. Enumerable.Range(0, batch).Select(i => i % network.Output.Size)];
        _update = new ChunkedUpdate<float>(new Momentum<float>(0.9), workers, network.ParameterCount);
        if (pixels) new Seed(1).Derive("images").Uniforms(_passes.Begin(batch), 0f, 1f);
        else new Seed(1).Derive("images").Normals(_passes.Begin(batch), 0f, 1f);
    }

    /// <summary>m-coherence of the batch at the last watched step, so that its computation cannot be left out.</summary>
    public double Coherence { get; private set; }

    public void Plain() => Step([]);

    public void Watched()
    {
        Step(_norms);
        double total = Reductions.Sum<double>(_norms);
        Coherence = SquaredNorm.Of<float>(_passes.Workers, _gradient) / total;
    }

    public void Winsorized(double percentile)
    {
        Forward(PassContext.Frozen);
        _passes.Backward(_theta, _outputBar, []);
        WinsorizedSum.Compute<float>(_passes, percentile, TileMemory, _gradient);
        _update.Apply(_theta, _gradient, ++_steps, LearningRate, 0);
    }

    public void Dispose() => _passes.Dispose();

    private void Step(Span<double> norms)
    {
        Forward(norms.IsEmpty ? PassContext.Step(new Seed(1)) : PassContext.Frozen);
        _passes.Backward(_theta, _outputBar, _gradient, norms);
        _update.Apply(_theta, _gradient, ++_steps, LearningRate, 0);
    }

    private void Forward(PassContext context) =>
        _loss.Gradient(_passes.Forward(_theta, _state, context), _labels, _passes.Network.Output.Size, 1f / _batch, _outputBar);
}
