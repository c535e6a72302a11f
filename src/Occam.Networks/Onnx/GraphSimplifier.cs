namespace Occam.Networks.Onnx;

/// <summary>
/// Takes out of a graph what does nothing in inference, turns constant operations into constants, joins the parts of functions that the
/// exporter writes out, and keeps only what the output depends on.
/// </summary>
internal static class GraphSimplifier
{
    public static OnnxGraph Simplify(OnnxGraph graph)
    {
        graph = WithoutSoftmax(new ConstantFolding(graph).Run());
        foreach (Fusion fusion in Fusions.All) graph = Needed(Apply(graph, fusion));
        return graph;
    }

    private static OnnxGraph WithoutSoftmax(OnnxGraph graph)
    {
        OnnxNode? last = graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(graph.Output));
        if (last is not { Domain: "", Operator: "Softmax" or "LogSoftmax" } || last.Integer("axis", 1) is not (1 or -1)) return graph;
        string note = $"{last.Operator} at the end ({Limits.Quote(last.Name)}) left out: losses are computed from the logits before it.";
        return graph with { Output = last.Input(0), Notes = graph.Notes.Add(note) };
    }

    private static OnnxGraph Apply(OnnxGraph graph, Fusion fusion)
    {
        GraphIndex index = new(graph);
        return graph with { Nodes = [.. graph.Nodes.Select(n => n.Domain.Length == 0 ? fusion(index, n) ?? n : n)] };
    }

    /// <summary>The nodes from which the output can be reached; the rest computes nothing that counts.</summary>
    private static OnnxGraph Needed(OnnxGraph graph)
    {
        HashSet<string> needed = [graph.Output];
        List<OnnxNode> kept = [];
        for (int i = graph.Nodes.Length - 1; i >= 0; i--)
        {
            OnnxNode node = graph.Nodes[i];
            if (!node.Outputs.Any(needed.Contains)) continue;
            needed.UnionWith(node.Inputs);
            kept.Add(node);
        }

        kept.Reverse();
        return graph with { Nodes = [.. kept] };
    }
}
