using System.Numerics;
using Occam.Networks.Layers;
using Occam.Numerics.Errors;

namespace Occam.Networks.Passes;

/// <summary>Puts a network together node by node; every node reads nodes that exist already, so the order is topological.</summary>
public sealed class NetworkBuilder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Node<T>> _nodes;
    private readonly HashSet<string> _names = [];

    /// <summary>A network that reads examples of this shape.</summary>
    public NetworkBuilder(Shape input) => _nodes = [new Node<T>("input", null, null, [], input)];

    /// <summary>The number of the node that was added last.</summary>
    public int Last => _nodes.Count - 1;

    /// <summary>The output shape of a node.</summary>
    public Shape ShapeOf(int node) => _nodes[node].Output;

    /// <summary>Adds a layer after the last node.</summary>
    public int Add(string name, Func<Shape, Layer<T>> layer) => Add(name, layer, Last);

    /// <summary>Adds a layer after a given node; the layer is made for that node's shape.</summary>
    public int Add(string name, Func<Shape, Layer<T>> layer, int input)
    {
        Layer<T> made = layer(_nodes[input].Output);
        if (made.Input.Size != _nodes[input].Output.Size)
            throw new InputException($"Layer '{name}'", $"input of shape {made.Input}", $"{_nodes[input].Output} from '{_nodes[input].Name}'", "Is a flatten or a pooling missing before it?");
        return Append(new Node<T>(name, made, null, [input], made.Output));
    }

    /// <summary>Adds a join of two or more nodes.</summary>
    public int Join(string name, JoinKind kind, params ReadOnlySpan<int> inputs)
    {
        Shape first = _nodes[inputs[0]].Output;
        int channels = 0;
        foreach (int input in inputs)
        {
            Shape shape = _nodes[input].Output;
            bool fits = kind == JoinKind.Add ? shape == first : shape.Height == first.Height && shape.Width == first.Width;
            if (!fits)
            {
                throw new InputException(
                    $"Join '{name}' ({kind})", kind == JoinKind.Add ? $"inputs of shape {first}" : $"inputs of {first.Height}×{first.Width} sites",
                    $"{shape} from '{_nodes[input].Name}'", "Bring the branches to one shape first.");
            }

            channels += shape.Channels;
        }

        return Append(new Node<T>(name, null, kind, [.. inputs], kind == JoinKind.Add ? first : first with { Channels = channels }));
    }

    /// <summary>The finished network; every node but the last must be read by another.</summary>
    public Network<T> Build()
    {
        HashSet<int> read = [.. _nodes.SelectMany(n => n.Inputs), Last];
        for (int i = 0; i < _nodes.Count; i++)
        {
            if (!read.Contains(i))
                throw new InputException($"Node '{_nodes[i].Name}'", "a node that reads it, or the end of the network", "neither", "Remove the node, or connect it.");
        }

        return new Network<T>([.. _nodes]);
    }

    private int Append(Node<T> node)
    {
        if (!_names.Add(node.Name)) throw new InputException($"Node '{node.Name}'", "a name that is not used yet", "a second node of this name", "Give every node its own name.");
        _nodes.Add(node);
        return Last;
    }
}
