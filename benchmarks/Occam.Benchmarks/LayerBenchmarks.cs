using BenchmarkDotNet.Attributes;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Benchmarks;

/// <summary>One layer at a time, with 32 examples: forward, and backward with and without the examples' norms.</summary>
[MemoryDiagnoser]
public class LayerBenchmarks
{
    private const int Batch = 32;
    private readonly Workers _workers = new(1);
    private NetworkPasses<float>? _passes;
    private float[] _theta = [], _state = [], _gradient = [], _outputBar = [];
    private double[] _norms = [];

    [Params("convolution", "batch-norm", "relu", "max-pool")]
    public string Layer { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        NetworkBuilder<float> builder = new(new Shape(64, 32, 32));
        builder.Add("layer", Make);
        Network<float> network = builder.Build();
        _passes = new NetworkPasses<float>(network, _workers, Batch);
        (_theta, _state, _gradient) = (new float[network.ParameterCount], network.InitialState(), new float[network.ParameterCount]);
        _outputBar = new float[Batch * network.Output.Size];
        _norms = new double[Math.Max(1, network.Blocks.Length) * Batch];
        new Seed(1).Derive("theta").Normals<float>(_theta, 0, 0.05f);
        new Seed(1).Derive("bar").Normals<float>(_outputBar, 0, 1);
        new Seed(1).Derive("x").Normals(_passes.Begin(Batch), 0f, 1f);
        Forward();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _passes!.Dispose();
        _workers.Dispose();
    }

    [Benchmark]
    public void Forward() => _passes!.Forward(_theta, _state, PassContext.Frozen);

    [Benchmark]
    public void Backward() => _passes!.Backward(_theta, _outputBar, _gradient);

    [Benchmark]
    public void BackwardWithNorms() => _passes!.Backward(_theta, _outputBar, _gradient, _norms);

    private Layer<float> Make(Shape shape) => Layer switch
    {
        "convolution" => new Convolution<float>(new ConvolutionGeometry(shape, 64, 3, 3, 1, 1, 1, 1)),
        "batch-norm" => new BatchNormalization<float>(shape),
        "relu" => new Elementwise<float, Relu<float>>(shape),
        _ => new MaxPool<float>(new PoolGeometry(shape, 2, 2, 0)),
    };
}
