using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Networks.Tests.Passes;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Networks.Tests.Factors;

/// <summary>A network at a point with a batch: what the consumers of its factors are tested on.</summary>
internal sealed class GradientCase<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workers _workers;
    private readonly T[] _x, _outputBar, _state;
    private readonly PassContext _context;

    private GradientCase(Network<T> network, double[] theta, double[] x, double[] state, ILoss<T>? loss, int[] labels, int workers, double[]? outputBar = null)
    {
        (Network, Theta, _x, _context) = (network, Vectors.Convert<double, T>(theta), Vectors.Convert<double, T>(x), PassContext.Frozen);
        (_workers, _state, Batch) = (new Workers(workers), Vectors.Convert<double, T>(state), x.Length / network.Input.Size);
        Passes = new NetworkPasses<T>(network, _workers, Batch);
        _outputBar = Vectors.Convert<double, T>(outputBar ?? new Draws("output bars").Normals(Batch * network.Output.Size));
        if (loss is null) return;
        Forward(0, Batch);
        loss.Gradient(Forward(0, Batch), labels, network.Output.Size, T.One, _outputBar);
    }

    public Network<T> Network { get; }

    public NetworkPasses<T> Passes { get; }

    public T[] Theta { get; }

    public int Batch { get; }

    public static GradientCase<T> Oracle(OracleModel model, int workers) => new(
        model.Build<T>(), model.Point.Theta, model.Point.X, model.Point.State, OracleModel.Loss<T>(model.Objective), model.Point.Labels, workers);

    public static GradientCase<T> Sample(string name, int batch, int workers) => Drawn(new SampleNetwork(name).Build<T>(), batch, workers);

    /// <summary>One dense layer.</summary>
    public static GradientCase<T> Wide(int batch, int inputs, int outputs, int workers = 2)
    {
        NetworkBuilder<T> builder = new(new Shape(inputs));
        builder.Add("fc", s => new Dense<T>(s, outputs));
        return Drawn(builder.Build(), batch, workers);
    }

    public static GradientCase<T> Drawn(Network<T> network, int batch, int workers)
    {
        Draws draws = new("gradient case");
        return new GradientCase<T>(
            network, draws.Normals(network.ParameterCount, 0.3), draws.Normals(batch * network.Input.Size),
            Vectors.Convert<T, double>(network.InitialState()), null, [], workers);
    }

    /// <summary>Uniform numbers, because they are the same on every machine: logarithms and cosines are not.</summary>
    public static GradientCase<T> Portable(Network<T> network, int batch, int workers)
    {
        Draws draws = new("portable gradient case");
        return new GradientCase<T>(
            network, Uniforms(network.ParameterCount, 0.5), Uniforms(batch * network.Input.Size, 1.5),
            Vectors.Convert<T, double>(network.InitialState()), null, [], workers, Uniforms(batch * network.Output.Size, 1));

        double[] Uniforms(int count, double radius) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)draws.Uniform(-radius, radius))];
    }

    /// <summary>Forward and backward over all examples, or some of them.</summary>
    public void Backward(int first = 0, int count = 0)
    {
        count = count == 0 ? Batch : count;
        Forward(first, count);
        Passes.Backward(Theta, _outputBar.AsSpan(first * Network.Output.Size, count * Network.Output.Size), []);
    }

    public double[] GradientSum()
    {
        T[] sum = new T[Theta.Length];
        Forward(0, Batch);
        Passes.Backward(Theta, _outputBar, sum);
        return Vectors.Convert<T, double>(sum);
    }

    /// <summary>[example, parameter], each from a backward pass in which the other examples' cotangents are zero: no factors.</summary>
    public double[] Rows()
    {
        double[] rows = new double[Batch * Theta.Length];
        T[] gradient = new T[Theta.Length], bar = new T[_outputBar.Length];
        int k = Network.Output.Size;
        Forward(0, Batch);
        for (int n = 0; n < Batch; n++)
        {
            Array.Clear(bar);
            _outputBar.AsSpan(n * k, k).CopyTo(bar.AsSpan(n * k));
            Passes.Backward(Theta, bar, gradient);
            Vectors.Convert<T, double>(gradient).CopyTo(rows, n * Theta.Length);
        }

        return rows;
    }

    /// <summary>The whole Gram matrix, with the layout that is right for a pretended number of examples, in blocks of examples.</summary>
    public double[] Gram(int pretendedExamples, int block = int.MaxValue)
    {
        block = Math.Min(block, Batch);
        double[] gram = new double[Batch * Batch];
        using ExampleFactors<T> a = new(Network, block, pretendedExamples), b = new(Network, block, pretendedExamples);
        GramMatrix<T> matrix = new(_workers);
        for (int i = 0; i < Batch; i += block)
        {
            Load(a, i, block);
            for (int j = i; j < Batch; j += block)
            {
                if (j > i) Load(b, j, block);
                for (int layer = 0; layer < Network.FactorNodes.Length; layer++)
                    matrix.Add(a, j > i ? b : a, layer, Network.FactorShape(Network.FactorNodes[layer]), gram.AsSpan((i * Batch) + j), Batch);
                Mirror(gram, i, j, block);
            }
        }

        return gram;
    }

    /// <summary>The Gram matrix by ghost products everywhere or nowhere, from factors that are put in by hand.</summary>
    public double[] GramOfOneKind(bool ghost)
    {
        double[] gram = new double[Batch * Batch];
        Backward();
        using ExampleFactors<T> factors = ExampleFactors<T>.OfOneKind(Network, Batch, ghost);
        factors.Append(Passes);
        for (int layer = 0; layer < Network.FactorNodes.Length; layer++)
            new GramMatrix<T>(_workers).Add(factors, factors, layer, Network.FactorShape(Network.FactorNodes[layer]), gram, Batch);
        return gram;
    }

    public void Dispose()
    {
        Passes.Dispose();
        _workers.Dispose();
    }

    private ReadOnlySpan<T> Forward(int first, int count)
    {
        _x.AsSpan(first * Network.Input.Size, count * Network.Input.Size).CopyTo(Passes.Begin(count));
        return Passes.Forward(Theta, _state, _context);
    }

    private void Load(ExampleFactors<T> factors, int first, int block)
    {
        factors.Clear();
        Backward(first, Math.Min(block, Batch - first));
        factors.Append(Passes);
    }

    private void Mirror(double[] gram, int i, int j, int block)
    {
        if (i == j) return;
        for (int row = i; row < i + block; row++)
        {
            for (int column = j; column < Math.Min(j + block, Batch); column++) gram[(column * Batch) + row] = gram[(row * Batch) + column];
        }
    }
}
