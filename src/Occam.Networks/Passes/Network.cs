using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;

namespace Occam.Networks.Passes;

/// <summary>
/// A graph of layers and joins in topological order, without memory of its own: parameters and statistics are flat vectors that the caller
/// holds, activations belong to <see cref="NetworkPasses{T}"/>. Built by <see cref="NetworkBuilder{T}"/>; the last node is the output.
/// </summary>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _parameterOffsets, _stateOffsets, _firstBlocks;
    private readonly Node<T>? _coupledInTraining, _coupledWhenFrozen;

    internal Network(ImmutableArray<Node<T>> nodes)
    {
        Nodes = nodes;
        (_parameterOffsets, _stateOffsets, _firstBlocks) = (new int[nodes.Length + 1], new int[nodes.Length + 1], new int[nodes.Length]);
        ImmutableArray<NamedBlock>.Builder blocks = ImmutableArray.CreateBuilder<NamedBlock>();
        for (int i = 0; i < nodes.Length; i++)
        {
            (_parameterOffsets[i], _stateOffsets[i], _firstBlocks[i]) = (ParameterCount, StateCount, blocks.Count);
            if (nodes[i].Layer is not { } layer) continue;
            foreach (ParameterBlock block in layer.Parameters)
            {
                blocks.Add(new NamedBlock($"{nodes[i].Name}.{block.Name}", i, ParameterCount, block));
                ParameterCount = checked(ParameterCount + block.Length);
            }

            StateCount += layer.StateLength;
        }

        (_parameterOffsets[^1], _stateOffsets[^1]) = (ParameterCount, StateCount);
        Blocks = blocks.ToImmutable();
        FactorNodes = [.. Enumerable.Range(0, nodes.Length).Where(i => nodes[i].Layer is BilinearLayer<T>)];
        _coupledInTraining = nodes.FirstOrDefault(n => n.Layer?.CouplesExamples(training: true) == true);
        _coupledWhenFrozen = nodes.FirstOrDefault(n => n.Layer?.CouplesExamples(training: false) == true);
    }

    /// <summary>The nodes; number 0 is the input, the last is the output.</summary>
    public ImmutableArray<Node<T>> Nodes { get; }

    /// <summary>The parameter blocks in the order of the flat vector.</summary>
    public ImmutableArray<NamedBlock> Blocks { get; }

    /// <summary>The nodes whose layers have parameters and hand out gradient factors, in order.</summary>
    public ImmutableArray<int> FactorNodes { get; }

    /// <summary>P, the length of the flat vector of parameters.</summary>
    public int ParameterCount { get; }

    /// <summary>The length of the flat vector of statistics (running means and variances).</summary>
    public int StateCount { get; }

    /// <summary>The shape of one input example.</summary>
    public Shape Input => Nodes[0].Output;

    /// <summary>The shape of one output example.</summary>
    public Shape Output => Nodes[^1].Output;

    /// <summary>The shape of a node's gradient factors; the node is one of <see cref="FactorNodes"/>.</summary>
    public FactorShape FactorShape(int node) => Bilinear(node).FactorShape;

    /// <summary>Where a node's parameters begin in the flat vector.</summary>
    public int ParameterOffset(int node) => _parameterOffsets[node];

    /// <summary>How many parameters a node has.</summary>
    public int ParameterLength(int node) => _parameterOffsets[node + 1] - _parameterOffsets[node];

    /// <summary>How many values of statistics a node has.</summary>
    public int StateLength(int node) => _stateOffsets[node + 1] - _stateOffsets[node];

    /// <summary>Where a node's statistics begin in the flat vector of statistics.</summary>
    public int StateOffset(int node) => _stateOffsets[node];

    /// <summary>The index in <see cref="Blocks"/> of a node's first block.</summary>
    public int FirstBlock(int node) => _firstBlocks[node];

    /// <summary>The statistics of a network that has seen nothing.</summary>
    public T[] InitialState() =>
        [.. Nodes.Where(n => n.Layer is not null).SelectMany(n => n.Layer!.State).SelectMany(s => Enumerable.Repeat(T.CreateChecked(s.Initial), s.Length))];

    internal BilinearLayer<T> Bilinear(int node) => Nodes[node].Layer as BilinearLayer<T>
        ?? throw new ArgumentException($"Gradient factors: expected a node with parameters, got '{Nodes[node].Name}'. Take the node from FactorNodes.");

    /// <summary>The first node whose output for one example depends on the rest of its batch in this mode, or null if per-example quantities exist.</summary>
    public Node<T>? FirstCoupling(bool training) => training ? _coupledInTraining : _coupledWhenFrozen;
}
