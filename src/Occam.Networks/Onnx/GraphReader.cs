using System.Collections.Frozen;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Occam.Networks.Layers;
using Occam.Numerics.Errors;

namespace Occam.Networks.Onnx;

/// <summary>Bytes to a graph whose structure is sound: what it names exists, once, and no operation reads a later one.</summary>
internal sealed class GraphReader
{
    private const int LowestOpset = 9, HighestOpset = 17, FloatType = 1, DoubleType = 11;
    private const string Again = "The file is damaged: export the model again.";

    private readonly string _what;

    private GraphReader(string what) => _what = what;

    /// <summary>Reads a model file's bytes; <paramref name="what"/> names it in messages.</summary>
    public static OnnxGraph Read(byte[] bytes, string what)
    {
        LayerFaults.Demand(
            bytes is not [(byte)'P', (byte)'K', ..], what, "an ONNX model", "a zip archive, as torch.save writes them",
            "Export the model in PyTorch with torch.onnx.export(model, example, path, opset_version=17).");
        try
        {
            return new GraphReader(what).Graph(ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes));
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            // Google.Protobuf 3.25 leaves its buffer when a length near 2³¹ overflows, and says so with an index out of range.
            throw new InputException(
                what, $"an ONNX model in {bytes.Length} bytes", $"bytes that are not one ({error.Message.TrimEnd('.')})",
                "The file is damaged, cut short or of another kind: export the model again.");
        }
    }

    private OnnxGraph Graph(ModelProto model)
    {
        Demand(model.Graph is { Node.Count: > 0 }, "an ONNX model with operations", "none", "Export the model with torch.onnx.export.");
        int opset = Opset(model);
        GraphProto graph = model.Graph;
        DemandCount(graph.Node.Count, Limits.Nodes, "operations");
        DemandCount(graph.Initializer.Count, Limits.Tensors, "arrays");
        Demand(graph.SparseInitializer.Count == 0, "dense arrays", "sparse ones", "Convert the parameters to dense arrays before the export.");
        ImmutableDictionary<string, OnnxTensor> constants = Constants(graph.Initializer);
        ValueInfoProto input = OnlyInput(graph, constants);
        ImmutableArray<OnnxNode> nodes = [.. graph.Node.Select(Node)];
        string output = OnlyOutput(graph);
        CheckNames(nodes, constants, input.Name, output);
        return new OnnxGraph(opset, $"{model.ProducerName} {model.ProducerVersion}".Trim(), nodes, constants, input.Name, InputDimensions(input), output);
    }

    private int Opset(ModelProto model)
    {
        DemandCount(model.OpsetImport.Count, Limits.Attributes, "operator sets");
        long version = model.OpsetImport.Select(b => OperatorSetIdProto.Parser.ParseFrom(b)).FirstOrDefault(o => o.Domain is "" or "ai.onnx")?.Version ?? 0;
        Demand(
            version is >= LowestOpset and <= HighestOpset, $"operators of ONNX opset {LowestOpset} to {HighestOpset}", version == 0 ? "no opset" : $"opset {version}",
            $"Export with torch.onnx.export(..., opset_version={HighestOpset}).");
        return (int)version;
    }

    private ImmutableDictionary<string, OnnxTensor> Constants(RepeatedField<ByteString> initializers)
    {
        ImmutableDictionary<string, OnnxTensor>.Builder constants = ImmutableDictionary.CreateBuilder<string, OnnxTensor>();
        foreach (ByteString bytes in initializers)
        {
            TensorProto tensor = TensorProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            Demand(tensor.Name.Length > 0, "arrays with names", "one without", Again);
            Demand(!constants.ContainsKey(tensor.Name), "arrays of different names", $"two of the name {Limits.Quote(tensor.Name)}", Again);
            constants.Add(tensor.Name, TensorReader.Read(tensor, tensor.Name));
        }

        return constants.ToImmutable();
    }

    private ValueInfoProto OnlyInput(GraphProto graph, ImmutableDictionary<string, OnnxTensor> constants)
    {
        DemandCount(graph.Input.Count, Limits.Tensors, "inputs");

        // Older files list every array among the inputs too.
        ValueInfoProto[] inputs = [.. graph.Input.Select(b => ValueInfoProto.Parser.WithDiscardUnknownFields(true).ParseFrom(b)).Where(i => !constants.ContainsKey(i.Name))];
        Demand(
            inputs.Length == 1 && inputs[0].Name.Length > 0, "a model with one input", inputs.Length == 1 ? "an input without a name" : $"{inputs.Length} inputs",
            "Wrap the model in a module whose forward takes one tensor, and export that.");
        return inputs[0];
    }

    private string OnlyOutput(GraphProto graph)
    {
        Demand(
            graph.Output.Count == 1, "a model with one output", $"{graph.Output.Count} outputs", "Wrap the model in a module whose forward returns the logits only, and export that.");
        return ValueInfoProto.Parser.WithDiscardUnknownFields(true).ParseFrom(graph.Output[0]).Name;
    }

    private ImmutableArray<long?> InputDimensions(ValueInfoProto input)
    {
        TensorTypeProto? tensor = input.Type?.TensorType;
        TensorShapeProto shape = tensor?.Shape ?? new TensorShapeProto();
        string name = Limits.Quote(input.Name);
        Demand(
            tensor?.ElemType is FloatType or DoubleType, $"input {name} to be a tensor of floating-point numbers", $"ONNX type number {tensor?.ElemType ?? 0}",
            "Export model.float() with an example of type float.");
        Demand(
            shape.Dim.Count is > 0 and <= Limits.Rank, $"input {name} to have a shape", $"{shape.Dim.Count} dimensions", "Export the model with an example of the right shape.");
        return [.. shape.Dim.Select(b => DimensionProto.Parser.WithDiscardUnknownFields(true).ParseFrom(b)).Select(d => d.DimValue > 0 ? d.DimValue : (long?)null)];
    }

    private OnnxNode Node(ByteString bytes)
    {
        NodeProto node = NodeProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
        string name = Limits.Quote(node.Name);
        Demand(node.OpType.Length > 0 && node.Output.Count > 0, $"node {name} to have an operator and an output", "neither or one", Again);
        DemandCount(node.Input.Count, Limits.InputsOfNode, $"inputs of node {name}");
        DemandCount(node.Output.Count, Limits.OutputsOfNode, $"outputs of node {name}");
        DemandCount(node.Attribute.Count, Limits.Attributes, $"attributes of node {name}");
        Dictionary<string, AttributeProto> attributes = [];
        foreach (ByteString attribute in node.Attribute)
        {
            AttributeProto read = AttributeProto.Parser.WithDiscardUnknownFields(true).ParseFrom(attribute);
            Demand(attributes.TryAdd(read.Name, read), $"attributes of different names in node {name}", $"two of the name {Limits.Quote(read.Name)}", Again);
        }

        return new OnnxNode(node.Name.Length > 0 ? node.Name : node.Output[0], node.OpType, [.. node.Input], [.. node.Output])
        {
            Domain = node.Domain == "ai.onnx" ? "" : node.Domain,
            Attributes = attributes.ToFrozenDictionary(),
        };
    }

    private void CheckNames(ImmutableArray<OnnxNode> nodes, ImmutableDictionary<string, OnnxTensor> constants, string input, string output)
    {
        HashSet<string> known = [.. constants.Keys, input, ""], later = [.. nodes.SelectMany(n => n.Outputs)];
        foreach (OnnxNode node in nodes)
        {
            foreach (string name in node.Inputs)
            {
                Demand(
                    known.Contains(name), $"node {Limits.Quote(node.Name)} to read what exists before it",
                    later.Contains(name) ? $"{Limits.Quote(name)}, which it or a later node makes: a cycle or a wrong order" : $"{Limits.Quote(name)}, which nothing makes", Again);
            }

            foreach (string name in node.Outputs.Where(o => o.Length > 0))
                Demand(known.Add(name), "values of different names", $"two of the name {Limits.Quote(name)}", Again);
        }

        Demand(output.Length > 0 && known.Contains(output), "the output to be made by a node", $"{Limits.Quote(output)}, which nothing makes", Again);
    }

    private void DemandCount(int count, int most, string of) => Demand(count <= most, $"at most {most} {of}", $"{count}", Again);

    private void Demand([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string expected, string got, string remedy) =>
        LayerFaults.Demand(holds, _what, expected, got, remedy);
}
