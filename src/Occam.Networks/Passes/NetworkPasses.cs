using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Numerics.Threading;

namespace Occam.Networks.Passes;

/// <summary>
/// The memory of one network for batches up to a size, and the four passes over it. Nothing is allocated after construction. The passes of a
/// batch go in the order forward, tangent, backward, backward tangent; each uses what the earlier ones left.
/// </summary>
public sealed class NetworkPasses<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PassMemory<T> _values, _bars, _saved, _workspace;
    private readonly bool[] _reached;
    private readonly double[] _partials;
    private PassMemory<T>? _dots, _barDots;
    private PassContext _context;
    private T[] _frozenState;

    /// <summary>Reserves memory for batches of up to <paramref name="capacity"/> examples.</summary>
    public NetworkPasses(Network<T> network, Workers workers, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Network, Workers, Capacity) = (network, workers, capacity);
        _values = PerNode(node => (long)capacity * node.Output.Size);
        _bars = PerNode(node => (long)capacity * node.Output.Size);
        _saved = PerNode(node => node.Layer?.SavedLength(capacity) ?? 0);
        _workspace = new PassMemory<T>([network.Nodes.Max(n => n.Layer?.WorkspaceLength(capacity) ?? 0)]);
        _partials = new double[network.Nodes.Max(n => n.Layer?.PartialsLength(capacity) ?? 0)];
        _reached = new bool[network.Nodes.Length];
        _frozenState = network.InitialState();
    }

    /// <summary>The network.</summary>
    public Network<T> Network { get; }

    /// <summary>The threads.</summary>
    public Workers Workers { get; }

    /// <summary>The largest batch.</summary>
    public int Capacity { get; }

    /// <summary>Examples of the current batch.</summary>
    public int Batch { get; private set; }

    /// <summary>Changes with every batch that is begun and with every forward and backward pass: whoever keeps a primal knows by it whether it is still there.</summary>
    public long Generation { get; private set; }

    /// <summary>The memory reserved, in bytes.</summary>
    public nint Bytes => _values.Bytes + _bars.Bytes + _saved.Bytes + _workspace.Bytes + (_dots?.Bytes ?? 0) + (_barDots?.Bytes ?? 0);

    /// <summary>Begins a batch; the caller fills the returned [batch, input size] before the forward pass.</summary>
    public Span<T> Begin(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, Capacity);
        Batch = batch;
        Generation++;
        return Rows(_values, 0);
    }

    /// <summary>The output of a node after the forward pass, [batch, output size].</summary>
    public ReadOnlySpan<T> Values(int node) => Rows(_values, node);

    /// <summary>Outputs [batch, classes] of the batch that was begun. The statistics move only if the context says so.</summary>
    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> theta, T[] state, PassContext context) => ForwardAfter(0, theta, state, context);

    /// <summary>The frozen forward pass of one layer that keeps no statistics, from what stands in its input.</summary>
    public void ForwardOnly(int node, ReadOnlySpan<T> theta)
    {
        (_context, Generation) = (PassContext.Frozen, Generation + 1);
        Layer<T> layer = Network.Nodes[node].Layer ?? throw new ArgumentException($"Forward pass of one layer: expected a layer, got the join '{Network.Nodes[node].Name}'. Give a node with a layer.");
        layer.Forward(Frame(node, layer, theta));
    }

    /// <summary>Where the output of a node may be written, [batch, output size], by who knows it without the layer: <see cref="ForwardAfter"/> goes on from there.</summary>
    public Span<T> Written(int node) => Rows(_values, node);

    /// <summary>The forward pass of all nodes after <paramref name="node"/>, from what stands in the nodes up to it.</summary>
    public ReadOnlySpan<T> ForwardAfter(int node, ReadOnlySpan<T> theta, T[] state, PassContext context)
    {
        (_context, _frozenState) = (context, state);
        Generation++;
        for (int i = node + 1; i < Network.Nodes.Length; i++)
        {
            Node<T> next = Network.Nodes[i];
            if (next.Layer is { } layer) layer.Forward(Frame(i, layer, theta));
            else Joins.Forward(Workers, Network, next, _values, i, Batch);
        }

        return Rows(_values, Network.Nodes.Length - 1);
    }

    /// <summary>The tangent of the outputs along <paramref name="thetaDot"/>: J θ̇. The input's tangent is zero.</summary>
    public ReadOnlySpan<T> ForwardTangent(ReadOnlySpan<T> theta, ReadOnlySpan<T> thetaDot)
    {
        _dots ??= PerNode(node => (long)Capacity * node.Output.Size);
        for (int i = 1; i < Network.Nodes.Length; i++)
        {
            Node<T> node = Network.Nodes[i];
            if (node.Layer is { } layer) layer.ForwardTangent(TangentFrame(i, layer, theta, thetaDot));
            else Joins.Forward(Workers, Network, node, _dots, i, Batch);
        }

        return Rows(_dots, Network.Nodes.Length - 1);
    }

    /// <summary>Jᵀ at the outputs' cotangent: the gradient, summed over examples.</summary>
    /// <param name="theta">The parameters of the forward pass.</param>
    /// <param name="outputBar">[batch, classes].</param>
    /// <param name="thetaBar">[P]; overwritten.</param>
    /// <param name="normsSquared">[parameter block, example]: squared gradient norms of each example; overwritten. Empty when not wanted.</param>
    /// <param name="inputBar">[batch, input size]; overwritten. Empty when not wanted.</param>
    public void Backward(ReadOnlySpan<T> theta, ReadOnlySpan<T> outputBar, Span<T> thetaBar, Span<double> normsSquared = default, Span<T> inputBar = default)
    {
        if (!normsSquared.IsEmpty) DemandSeparateExamples();
        Generation++;
        StartBackward(_bars, outputBar);
        for (int i = Network.Nodes.Length - 1; i > 0; i--)
        {
            Node<T> node = Network.Nodes[i];
            if (node.Layer is { } layer) layer.Backward(BackwardFrame(i, layer, theta, thetaBar, normsSquared, !inputBar.IsEmpty));
            else Joins.Backward(Workers, Network, node, _bars, i, Batch, _reached);
            foreach (int input in node.Inputs) _reached[input] = true;
        }

        if (!inputBar.IsEmpty) Rows(_bars, 0).CopyTo(inputBar);
    }

    /// <summary>The tangent of the backward pass along θ̇ and the outputs' ẏ̄: with the loss's Hessian product as ẏ̄, the Hessian times θ̇.</summary>
    public void BackwardTangent(ReadOnlySpan<T> theta, ReadOnlySpan<T> thetaDot, ReadOnlySpan<T> outputBarDot, Span<T> thetaBarDot)
    {
        PassMemory<T> barDots = _barDots ??= PerNode(node => (long)Capacity * node.Output.Size);
        StartBackward(barDots, outputBarDot);
        for (int i = Network.Nodes.Length - 1; i > 0; i--)
        {
            Node<T> node = Network.Nodes[i];
            if (node.Layer is { } layer) layer.BackwardTangent(BackwardTangentFrame(i, layer, theta, thetaDot, thetaBarDot));
            else Joins.Backward(Workers, Network, node, barDots, i, Batch, _reached);
            foreach (int input in node.Inputs) _reached[input] = true;
        }
    }

    /// <summary>products[layer with parameters, example] = ⟨direction, gradient of the example⟩ of that layer, after a backward pass of the batch.</summary>
    public void GradientDots(ReadOnlySpan<T> theta, ReadOnlySpan<T> direction, Span<double> products)
    {
        DemandSeparateExamples();
        _dots ??= PerNode(node => (long)Capacity * node.Output.Size);
        int row = 0;
        for (int i = 1; i < Network.Nodes.Length; i++)
        {
            if (Network.Nodes[i].Layer is not BilinearLayer<T> layer) continue;
            layer.GradientDots(
                BackwardFrame(i, layer, theta, [], [], wantInput: false), Own(direction, i), Rows(_dots, i), products.Slice(row++ * Batch, Batch));
        }
    }

    /// <summary>
    /// The gradient factors of examples [first, first + count) for a node with a bilinear layer, after a backward pass of the batch. Exact; refused
    /// where a layer couples the examples.
    /// </summary>
    /// <param name="node">A node of <see cref="Network{T}.FactorNodes"/>.</param>
    /// <param name="first">The first example of the batch.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="inputs">Room for count × <see cref="FactorShape.InputLength"/> values; overwritten.</param>
    /// <param name="cotangents">Room for count × <see cref="FactorShape.CotangentLength"/> values; overwritten.</param>
    public GradientFactors<T> FillFactors(int node, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        DemandSeparateExamples();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Batch);
        BilinearLayer<T> layer = Network.Bilinear(node);
        GradientFactors<T> factors = new(layer.FactorShape, count, inputs, cotangents);
        layer.FillFactors(BackwardFrame(node, layer, [], [], [], wantInput: false), first, count, inputs, cotangents);
        return factors;
    }

    /// <summary>The first node whose output has a value that is not finite, or null.</summary>
    public Node<T>? FirstNonFinite()
    {
        for (int i = 0; i < Network.Nodes.Length; i++)
        {
            foreach (T value in Rows(_values, i))
            {
                if (!T.IsFinite(value)) return Network.Nodes[i];
            }
        }

        return null;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (PassMemory<T>? memory in (ReadOnlySpan<PassMemory<T>?>)[_values, _bars, _saved, _workspace, _dots, _barDots]) memory?.Dispose();
    }

    private PassMemory<T> PerNode(Func<Node<T>, long> length) => new([.. Network.Nodes.Select(length)]);

    private Span<T> Rows(PassMemory<T> memory, int node) => memory.Array(node, Batch * Network.Nodes[node].Output.Size);

    private ReadOnlySpan<T> Own(ReadOnlySpan<T> vector, int node) =>
        vector.IsEmpty ? vector : vector.Slice(Network.ParameterOffset(node), Network.ParameterLength(node));

    private void StartBackward(PassMemory<T> bars, ReadOnlySpan<T> outputBar)
    {
        outputBar.CopyTo(Rows(bars, Network.Nodes.Length - 1));
        _reached.AsSpan().Clear();
    }

    private void DemandSeparateExamples()
    {
        if (Network.FirstCoupling(_context.Training) is { } node) PassErrors.CoupledExamples(node.Name, node.Layer!.Kind);
    }

    private LayerFrame<T> Frame(int i, Layer<T> layer, ReadOnlySpan<T> theta) => new()
    {
        Batch = Batch,
        Workers = Workers,
        Context = _context,
        Theta = Own(theta, i),
        X = Rows(_values, Network.Nodes[i].Inputs[0]),
        Y = Rows(_values, i),
        Saved = _saved.Array(i, layer.SavedLength(Batch)),
        State = _frozenState.AsSpan(Network.StateOffset(i), Network.StateLength(i)),
        Workspace = _workspace.Array(0, layer.WorkspaceLength(Batch)),
        Partials = _partials,
    };

    private LayerFrame<T> TangentFrame(int i, Layer<T> layer, ReadOnlySpan<T> theta, ReadOnlySpan<T> thetaDot)
    {
        int input = Network.Nodes[i].Inputs[0];
        return Frame(i, layer, theta) with
        {
            ThetaDot = Own(thetaDot, i),
            XDot = input == 0 ? [] : Rows(_dots!, input),
            YDot = Rows(_dots!, i),
        };
    }

    private LayerFrame<T> BackwardFrame(int i, Layer<T> layer, ReadOnlySpan<T> theta, Span<T> thetaBar, Span<double> norms, bool wantInput)
    {
        int input = Network.Nodes[i].Inputs[0], blocks = layer.Parameters.Length;
        return Frame(i, layer, theta) with
        {
            YBar = Rows(_bars, i),
            XBar = input == 0 && !wantInput ? [] : Rows(_bars, input),
            AccumulateInput = _reached[input],
            ThetaBar = thetaBar.IsEmpty ? [] : thetaBar.Slice(Network.ParameterOffset(i), Network.ParameterLength(i)),
            NormsSquared = norms.IsEmpty || blocks == 0 ? [] : norms.Slice(Network.FirstBlock(i) * Batch, blocks * Batch),
        };
    }

    private LayerFrame<T> BackwardTangentFrame(int i, Layer<T> layer, ReadOnlySpan<T> theta, ReadOnlySpan<T> thetaDot, Span<T> thetaBarDot)
    {
        int input = Network.Nodes[i].Inputs[0];
        return TangentFrame(i, layer, theta, thetaDot) with
        {
            YBar = Rows(_bars, i),
            YBarDot = Rows(_barDots!, i),
            XBarDot = input == 0 ? [] : Rows(_barDots!, input),
            AccumulateInput = _reached[input],
            ThetaBarDot = thetaBarDot.Slice(Network.ParameterOffset(i), Network.ParameterLength(i)),
        };
    }
}
