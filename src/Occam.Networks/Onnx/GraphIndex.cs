namespace Occam.Networks.Onnx;

/// <summary>Who makes and who reads the values of a graph.</summary>
internal sealed class GraphIndex
{
    private readonly Dictionary<string, OnnxNode> _producers = [];
    private readonly Dictionary<string, int> _readers = [];

    public GraphIndex(OnnxGraph graph)
    {
        Graph = graph;
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string output in node.Outputs) _producers[output] = node;
            foreach (string input in node.Inputs) _readers[input] = _readers.GetValueOrDefault(input) + 1;
        }

        _readers[graph.Output] = _readers.GetValueOrDefault(graph.Output) + 1;
    }

    public OnnxGraph Graph { get; }

    /// <summary>The node that makes a value, if it is one of these operators of ONNX itself.</summary>
    public OnnxNode? Producer(string name, params ReadOnlySpan<string> operators)
    {
        OnnxNode? node = _producers.GetValueOrDefault(name);
        return node is { Domain: "" } && operators.Contains(node.Operator) ? node : null;
    }

    /// <summary>How many inputs of nodes, and the output, are this value.</summary>
    public int Readers(string name) => _readers.GetValueOrDefault(name);

    /// <summary>Whether a constant of one number has this value to single precision.</summary>
    public bool IsNumber(string name, double value) => Graph.Number(name) is { } number && Math.Abs(number - value) <= 1e-6 * Math.Abs(value);
}
