using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Networks.Curvature;

/// <summary>
/// The mean loss L(θ) = (1/n) Σ ℓ_i of a network on a fixed set of examples, at one point, in chunks of the passes' capacity. Statistics are
/// frozen and nothing is random, so L is a function. Where the set is one chunk, the forward and the backward pass are made once and kept.
/// </summary>
public sealed class NetworkPoint<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double LargestDisagreement = 0.01;
    private readonly IExampleSource<T> _examples;
    private readonly T[] _state, _outputBar, _outputDot, _chunkGradient;
    private readonly int[] _labels;
    private readonly double[] _losses;
    private long _forward = -1, _backward = -1;
    private int _first = -1;

    /// <summary>Takes a point, and checks that two passes agree about L there: the derivative along a random direction by the tangent and by the gradient.</summary>
    /// <param name="passes">Passes of the network; their capacity is the size of a chunk.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="theta">θ; must not change while the point is in use.</param>
    /// <param name="state">The statistics of the normalizations.</param>
    /// <exception cref="InputException">There is no example.</exception>
    /// <exception cref="NumericalException">The loss is not finite, or the passes disagree: a layer's derivatives are wrong.</exception>
    public NetworkPoint(NetworkPasses<T> passes, ILoss<T> loss, IExampleSource<T> examples, T[] theta, T[] state)
    {
        if (examples.Count < 1) throw new InputException("Curvature", "at least one example", "none", "Give the examples whose loss is meant.");
        (Passes, Loss, _examples, Theta, _state) = (passes, loss, examples, theta, state);
        int chunk = Math.Min(passes.Capacity, examples.Count), outputs = chunk * passes.Network.Output.Size;
        (_outputBar, _outputDot, _labels, _losses) = (new T[outputs], new T[outputs], new int[chunk], new double[chunk]);
        _chunkGradient = new T[passes.Network.ParameterCount];
        Chunks = (examples.Count + chunk - 1) / chunk;
        Gradient = new double[theta.Length];
        MeasureGradient();
        DemandAgreement();
    }

    /// <summary>The passes; between two products others may use them, at the price of a forward and a backward pass.</summary>
    public NetworkPasses<T> Passes { get; }

    /// <summary>The loss.</summary>
    public ILoss<T> Loss { get; }

    /// <summary>θ.</summary>
    public T[] Theta { get; }

    /// <summary>n.</summary>
    public int ExampleCount => _examples.Count;

    /// <summary>L(θ) in nats.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>∇L(θ).</summary>
    public double[] Gradient { get; }

    internal int Chunks { get; }

    internal ReadOnlySpan<int> Labels => _labels.AsSpan(0, Passes.Batch);

    internal ReadOnlySpan<T> Outputs => Passes.Values(Passes.Network.Nodes.Length - 1);

    internal int Classes => Passes.Network.Output.Size;

    /// <summary>Scratch for a vector at the outputs of the current chunk.</summary>
    internal Span<T> OutputBar => _outputBar.AsSpan(0, Passes.Batch * Classes);

    /// <summary>Scratch for another.</summary>
    internal Span<T> OutputDot => _outputDot.AsSpan(0, Passes.Batch * Classes);

    /// <summary>Makes the forward pass of a chunk, unless it is still there.</summary>
    internal void Forward(int chunk)
    {
        int first = chunk * _labels.Length;
        if (_first == first && _forward == Passes.Generation) return;
        int count = Math.Min(_labels.Length, ExampleCount - first);
        _examples.Fill(first, Passes.Begin(count), _labels.AsSpan(0, count));
        Passes.Forward(Theta, _state, PassContext.Frozen);
        (_first, _forward, _backward) = (first, Passes.Generation, -1);
    }

    /// <summary>Makes the forward pass and the backward pass of Σ ℓ_i of a chunk, unless they are still there.</summary>
    internal void ForwardAndBackward(int chunk)
    {
        Forward(chunk);
        if (_backward == Passes.Generation) return;
        Loss.Gradient(Outputs, Labels, Classes, T.One, OutputBar);
        Passes.Backward(Theta, OutputBar, []);
        _forward = _backward = Passes.Generation;
    }

    /// <summary>Says that the outputs' cotangents of the last backward pass are not those of the loss any more; the forward pass still stands.</summary>
    internal void ForgetBackward() => (_forward, _backward) = (Passes.Generation, -1);

    private void MeasureGradient()
    {
        double sum = 0;
        for (int chunk = 0; chunk < Chunks; chunk++)
        {
            Forward(chunk);
            Span<double> losses = _losses.AsSpan(0, Passes.Batch);
            Loss.Values(Outputs, Labels, Classes, losses);
            foreach (double loss in losses) sum += loss;
            Loss.Gradient(Outputs, Labels, Classes, T.One, OutputBar);
            Passes.Backward(Theta, OutputBar, _chunkGradient);
            (_forward, _backward) = (Passes.Generation, Passes.Generation);
            WideTotal.Add(Passes.Workers, _chunkGradient, Gradient);
        }

        for (int p = 0; p < Gradient.Length; p++) Gradient[p] /= ExampleCount;
        MeanLoss = sum / ExampleCount;
        if (!double.IsFinite(MeanLoss)) throw new NumericalException("Curvature", "a finite mean loss at the point", $"{MeanLoss}", "Measure a training that has not diverged, on data without NaN.");
    }

    /// <summary>⟨∇ℓ, v⟩ of the last chunk twice: from the gradient, and from the outputs' tangent along v.</summary>
    private void DemandAgreement()
    {
        T[] direction = new T[Theta.Length];
        new Seed(1).Derive("curvature check").Normals<T>(direction, T.Zero, T.One);
        (double fromGradient, double fromTangent, double scale) = (0, 0, 0);
        for (int p = 0; p < direction.Length; p++)
        {
            double term = double.CreateTruncating(direction[p]) * double.CreateTruncating(_chunkGradient[p]);
            (fromGradient, scale) = (fromGradient + term, scale + (term * term));
        }

        ReadOnlySpan<T> dots = Passes.ForwardTangent(Theta, direction);
        ReadOnlySpan<T> bars = OutputBar;
        for (int i = 0; i < dots.Length; i++) fromTangent += double.CreateTruncating(dots[i]) * double.CreateTruncating(bars[i]);
        double difference = Math.Abs(fromGradient - fromTangent), allowed = LargestDisagreement * Math.Max(Math.Sqrt(scale), Math.Abs(fromGradient));
        if (!(difference <= allowed))
        {
            throw new NumericalException(
                "Curvature", "the tangent pass and the backward pass to give one derivative", $"{fromTangent:G6} and {fromGradient:G6} along the same direction",
                "A layer's derivatives are wrong, or values are too large for the precision: check the layer with the derivative kit.");
        }
    }
}
