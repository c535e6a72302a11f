using System.Collections.Immutable;

namespace Occam.Networks.Onnx;

/// <summary>Turns Constant nodes and transposes of constants into constants, and replaces the values of operations that do nothing by their inputs.</summary>
internal sealed class ConstantFolding(OnnxGraph graph)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<string> _notes = [];
    private ImmutableDictionary<string, OnnxTensor>.Builder _constants = graph.Constants.ToBuilder();

    public OnnxGraph Run()
    {
        HashSet<string> read = [.. graph.Nodes.SelectMany(n => n.Inputs), graph.Output];
        int dropouts = 0;
        foreach (OnnxNode written in graph.Nodes)
        {
            OnnxNode node = written with { Inputs = [.. written.Inputs.Select(Current)] };
            bool isDropout = node is { Domain: "", Operator: "Dropout" } && IsOff(node) && !node.Outputs.Skip(1).Any(read.Contains);
            if (isDropout) dropouts++;
            if (isDropout || IsNothing(node)) _names[node.Output] = node.Input(0);
            else if (Value(node) is { } tensor) _constants[node.Output] = tensor;
            else _nodes.Add(node);
        }

        if (dropouts > 0) _notes.Add($"Dropout left out ({dropouts} places): it does nothing in inference.");
        return graph with { Nodes = [.. _nodes], Constants = _constants.ToImmutable(), Output = Current(graph.Output), Notes = [.. graph.Notes, .. _notes] };
    }

    private string Current(string name) => _names.GetValueOrDefault(name, name);

    private OnnxGraph Snapshot() => graph with { Constants = _constants.ToImmutable() };

    private bool IsNothing(OnnxNode node)
    {
        if (node.Domain.Length > 0) return false;
        if (node.Operator != "Pad") return node.Operator == "Identity" && node.Input(0).Length > 0;
        ImmutableArray<long> pads = Padding.Of(Snapshot(), node);
        return !pads.IsEmpty && pads.All(p => p == 0);
    }

    /// <summary>Whether a dropout is in inference mode; before opset 12 it always is, afterwards a third input can say otherwise.</summary>
    private bool IsOff(OnnxNode node) => node.Input(2).Length == 0 || _constants.GetValueOrDefault(node.Input(2))?.Single == 0;

    private OnnxTensor? Value(OnnxNode node)
    {
        if (node.Domain.Length > 0) return null;
        if (node.Operator == "Constant") return Constant(node);
        bool turns = node.Operator == "Transpose" && node.Integers("perm") is [] or [1, 0];
        if (!turns || _constants.GetValueOrDefault(node.Input(0)) is not { Rank: 2, IsReal: true } matrix) return null;
        return matrix.Transpose();
    }

    private static OnnxTensor? Constant(OnnxNode node)
    {
        if (node.Attributes.GetValueOrDefault("value")?.T is { } tensor) return TensorReader.Read(tensor, node.Output);
        if (node.Attributes.ContainsKey("value_float")) return new OnnxTensor(node.Output, []) { Singles = [(float)node.Real("value_float", 0)] };
        if (node.Attributes.ContainsKey("value_int")) return new OnnxTensor(node.Output, []) { Integers = [node.Integer("value_int", 0)] };
        if (node.Attributes.GetValueOrDefault("value_floats") is { } reals) return new OnnxTensor(node.Output, [reals.Floats.Count]) { Singles = [.. reals.Floats] };
        return node.Attributes.ContainsKey("value_ints") && node.Integers("value_ints") is var whole ? new OnnxTensor(node.Output, [whole.Length]) { Integers = [.. whole] } : null;
    }
}
