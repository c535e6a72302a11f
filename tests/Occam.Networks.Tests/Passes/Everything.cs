using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Networks.Tests.Passes;

/// <summary>All passes over one network at a fixed point, with every result kept: for tests that compare bits and count allocations.</summary>
internal sealed class Everything<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkPasses<T> _passes;
    private readonly PassContext _context;
    private readonly T[] _x, _theta, _direction, _state, _outputBar, _outputBarDot;

    public Everything(Network<T> network, Workers workers, int batch, bool training = false)
    {
        Draws draws = new("everything");
        _x = Uniform(draws, batch * network.Input.Size, 0, 1.5);
        _theta = [.. network.Blocks.SelectMany(b => Block(b.Block, draws))];
        _state = [.. network.InitialState().Select(s => s + T.CreateTruncating(draws.Uniform(-0.5, 0.5)))];
        _direction = Uniform(draws, _theta.Length, 0, 0.25);
        (_outputBar, _outputBarDot) = (Uniform(draws, batch * network.Output.Size, 0, 1), Uniform(draws, batch * network.Output.Size, 0, 1));
        _context = new PassContext(training, UpdateStatistics: false, new Seed(23));
        _passes = new NetworkPasses<T>(network, workers, batch + 1);
        Batch = batch;
        (Outputs, Tangent) = (new T[_outputBar.Length], new T[_outputBar.Length]);
        (Gradient, PlainGradient, Product, InputBar) = (new T[_theta.Length], new T[_theta.Length], new T[_theta.Length], new T[_x.Length]);
        SeparateExamples = network.FirstCoupling(training) is null;
        NormsSquared = new double[SeparateExamples ? network.Blocks.Length * batch : 0];
        Dots = new double[SeparateExamples ? network.Nodes.Count(n => n.Layer is BilinearLayer<T>) * batch : 0];
    }

    public int Batch { get; }

    public bool SeparateExamples { get; }

    public T[] Outputs { get; }

    public T[] Tangent { get; }

    public T[] Gradient { get; }

    public T[] PlainGradient { get; }

    public T[] Product { get; }

    public T[] InputBar { get; }

    public double[] NormsSquared { get; }

    public double[] Dots { get; }

    public void Run()
    {
        Forward();
        Tangents();
        _passes.Backward(_theta, _outputBar, PlainGradient);
        Backward();
        BackwardTangent();
        GradientDots();
    }

    public void Forward()
    {
        _x.CopyTo(_passes.Begin(Batch));
        _passes.Forward(_theta, _state, _context).CopyTo(Outputs);
    }

    public void Tangents() => _passes.ForwardTangent(_theta, _direction).CopyTo(Tangent);

    public void Backward() => _passes.Backward(_theta, _outputBar, Gradient, NormsSquared, InputBar);

    public void BackwardTangent() => _passes.BackwardTangent(_theta, _direction, _outputBarDot, Product);

    public void GradientDots()
    {
        if (SeparateExamples) _passes.GradientDots(_theta, _direction, Dots);
    }

    /// <summary>The bits of every result in one array.</summary>
    public byte[] Bits() =>
    [
        .. Bytes(Outputs), .. Bytes(Tangent), .. Bytes(Gradient), .. Bytes(PlainGradient), .. Bytes(Product), .. Bytes(InputBar),
        .. MemoryMarshal.AsBytes<double>(NormsSquared), .. MemoryMarshal.AsBytes<double>(Dots),
    ];

    public void Dispose() => _passes.Dispose();

    /// <summary>Uniform numbers, because they are the same on every machine: logarithms and cosines are not.</summary>
    private static T[] Uniform(Draws draws, int count, double centre, double radius) =>
        [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((float)draws.Uniform(centre - radius, centre + radius)))];

    private static T[] Block(ParameterBlock block, Draws draws) => block.Role switch
    {
        ParameterRole.Weight => Uniform(draws, block.Length, 0, Math.Sqrt(4.0 / block.FanIn)),
        ParameterRole.Gain => Uniform(draws, block.Length, 1, 0.5),
        _ => Uniform(draws, block.Length, 0, 0.5),
    };

    private static ReadOnlySpan<byte> Bytes(T[] values) => MemoryMarshal.AsBytes<T>(values);
}
