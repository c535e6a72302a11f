using System.Collections.Frozen;
using System.Collections.Immutable;
using Google.Protobuf.Collections;

namespace Occam.Networks.Onnx;

/// <summary>The groups of operations that PyTorch's exporter writes for one layer.</summary>
internal static class Fusions
{
    private const int IntegerType = 2, FloatType = 1, IntegersType = 7;

    public static ImmutableArray<Fusion> All { get; } = [PaddedWindow, Bias, Gelu, Silu, LayerNorm, LayerNormGain];

    /// <summary>Pad with zeros before an average or a convolution: the exporter writes AvgPool2d(count_include_pad=True) so.</summary>
    private static OnnxNode? PaddedWindow(GraphIndex index, OnnxNode node)
    {
        if (node.Operator is not ("AveragePool" or "Conv") || index.Producer(node.Input(0), "Pad") is not { } pad) return null;
        if (Padding.Of(index.Graph, pad) is not { Length: 8 } pads || pads[0] + pads[1] + pads[4] + pads[5] != 0) return null;
        ImmutableArray<long> own = node.Integers("pads");
        if (own.IsEmpty) own = [0, 0, 0, 0];
        bool isAverage = node.Operator == "AveragePool";
        if (own.Length != 4 || (isAverage && own.Any(p => p != 0))) return null;
        AttributeProto sum = Integers("pads", [own[0] + pads[2], own[1] + pads[3], own[2] + pads[6], own[3] + pads[7]]);
        return With(node, [pad.Input(0), .. node.Inputs[1..]], isAverage ? [sum, Integer("count_include_pad", 1)] : [sum]);
    }

    /// <summary>A product or a convolution without bias, and a constant added to each of its columns or channels.</summary>
    private static OnnxNode? Bias(GraphIndex index, OnnxNode node)
    {
        if (node.Operator != "Add" || node.Inputs.Length != 2) return null;
        foreach ((string sum, string bias) in (ReadOnlySpan<(string, string)>)[(node.Inputs[0], node.Inputs[1]), (node.Inputs[1], node.Inputs[0])])
        {
            if (index.Producer(sum, "MatMul", "Conv") is not { Inputs.Length: 2 } product || index.Readers(sum) != 1) continue;
            if (index.Graph.Constant(product.Inputs[1]) is not { } weight || index.Graph.Constant(bias) is not { IsReal: true } constant) continue;
            bool isProduct = product.Operator == "MatMul";
            int axis = constant.Rank - (isProduct ? 1 : 3), outputs = isProduct ? 1 : 0;
            if (weight.Rank != (isProduct ? 2 : 4) || axis < 0 || axis > 1 || constant.Dimensions[axis] != weight.Dimensions[outputs] || constant.Length != weight.Dimensions[outputs]) continue;
            return With(product, [.. product.Inputs, bias], []) with { Outputs = node.Outputs };
        }

        return null;
    }

    /// <summary>½·x·(1 + erf(x/√2)), multiplied in any order.</summary>
    private static OnnxNode? Gelu(GraphIndex index, OnnxNode node)
    {
        if (node.Operator != "Mul" || node.Inputs.Length != 2) return null;
        for (int inner = 0; inner < 2; inner++)
        {
            if (index.Producer(node.Inputs[inner], "Mul") is not { Inputs.Length: 2 } product) continue;
            string[] factors = [node.Inputs[1 - inner], .. product.Inputs];
            string? half = factors.FirstOrDefault(f => index.IsNumber(f, 0.5)), gate = factors.FirstOrDefault(f => GeluGate(index, f) is not null);
            if (half is null || gate is null) continue;
            string x = GeluGate(index, gate)!;
            if (factors.Count(f => f == x) == 1) return new OnnxNode(node.Name, "Gelu", [x], node.Outputs);
        }

        return null;
    }

    /// <summary>The x of 1 + erf(x/√2), or null.</summary>
    private static string? GeluGate(GraphIndex index, string name)
    {
        if (index.Producer(name, "Add") is not { Inputs.Length: 2 } sum) return null;
        string erf = index.IsNumber(sum.Inputs[0], 1) ? sum.Inputs[1] : sum.Inputs[0], one = index.IsNumber(sum.Inputs[0], 1) ? sum.Inputs[0] : sum.Inputs[1];
        if (!index.IsNumber(one, 1) || index.Producer(erf, "Erf") is not { } function) return null;
        if (index.Producer(function.Input(0), "Div", "Mul") is not { Inputs.Length: 2 } scaled) return null;
        if (scaled.Operator == "Div") return index.IsNumber(scaled.Inputs[1], Math.Sqrt(2)) ? scaled.Inputs[0] : null;
        if (index.IsNumber(scaled.Inputs[1], Math.Sqrt(0.5))) return scaled.Inputs[0];
        return index.IsNumber(scaled.Inputs[0], Math.Sqrt(0.5)) ? scaled.Inputs[1] : null;
    }

    /// <summary>x·σ(x).</summary>
    private static OnnxNode? Silu(GraphIndex index, OnnxNode node)
    {
        if (node.Operator != "Mul" || node.Inputs.Length != 2) return null;
        string first = node.Inputs[0], second = node.Inputs[1];
        if (index.Producer(second, "Sigmoid")?.Input(0) == first) return new OnnxNode(node.Name, "Silu", [first], node.Outputs);
        return index.Producer(first, "Sigmoid")?.Input(0) == second ? new OnnxNode(node.Name, "Silu", [second], node.Outputs) : null;
    }

    /// <summary>(x − mean x)/√(mean (x − mean x)² + ε).</summary>
    private static OnnxNode? LayerNorm(GraphIndex index, OnnxNode node)
    {
        if (node.Operator != "Div" || index.Producer(node.Input(0), "Sub") is not { } centred || index.Producer(node.Input(1), "Sqrt") is not { } root) return null;
        if (index.Producer(centred.Input(1), "ReduceMean") is not { } mean || mean.Input(0) != centred.Input(0)) return null;
        if (index.Producer(root.Input(0), "Add") is not { } sum || index.Producer(sum.Input(0), "ReduceMean") is not { } variance) return null;
        if (index.Graph.Number(sum.Input(1)) is not { } epsilon || index.Producer(variance.Input(0), "Pow", "Mul") is not { } square) return null;
        bool squares = square.Input(0) == centred.Output && (square.Operator == "Mul" ? square.Input(1) == centred.Output : index.IsNumber(square.Input(1), 2));
        ImmutableArray<long> axes = mean.Integers("axes");
        if (!squares || axes.IsEmpty || !axes.SequenceEqual(variance.Integers("axes")) || mean.Integer("keepdims", 1) != 1 || variance.Integer("keepdims", 1) != 1) return null;
        return With(node, [centred.Input(0)], [Integers("axes", axes), new AttributeProto { Name = "epsilon", F = (float)epsilon, Type = FloatType }]) with { Operator = "LayerNormalization" };
    }

    /// <summary>The gain and bias after a layer norm in parts.</summary>
    private static OnnxNode? LayerNormGain(GraphIndex index, OnnxNode node)
    {
        if (node.Operator != "Add" || node.Inputs.Length != 2) return null;
        int constant = index.Graph.Constant(node.Inputs[0]) is null ? 1 : 0;
        if (index.Graph.Constant(node.Inputs[constant]) is null || index.Producer(node.Inputs[1 - constant], "Mul") is not { Inputs.Length: 2 } product) return null;
        int gain = index.Graph.Constant(product.Inputs[0]) is null ? 1 : 0;
        if (index.Graph.Constant(product.Inputs[gain]) is null || index.Producer(product.Inputs[1 - gain], "LayerNormalization") is not { Inputs.Length: 1 } norm) return null;
        return With(norm, [norm.Inputs[0], product.Inputs[gain], node.Inputs[constant]], []) with { Outputs = node.Outputs };
    }

    private static OnnxNode With(OnnxNode node, ImmutableArray<string> inputs, ReadOnlySpan<AttributeProto> attributes)
    {
        Dictionary<string, AttributeProto> all = new(node.Attributes);
        foreach (AttributeProto attribute in attributes) all[attribute.Name] = attribute;
        return node with { Inputs = inputs, Attributes = all.ToFrozenDictionary() };
    }

    private static AttributeProto Integer(string name, long value) => new() { Name = name, I = value, Type = IntegerType };

    private static AttributeProto Integers(string name, ImmutableArray<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = IntegersType };
        ((RepeatedField<long>)attribute.Ints).AddRange(values);
        return attribute;
    }
}
