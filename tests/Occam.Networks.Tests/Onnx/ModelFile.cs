using Google.Protobuf;
using Occam.Networks.Onnx;
using Occam.Numerics.Errors;

namespace Occam.Networks.Tests.Onnx;

/// <summary>
/// A small model file being written: dense layers on a vector of four values, to be spoilt in one place. Kept apart from the importer: it
/// uses the messages of onnx.proto and nothing else.
/// </summary>
internal sealed class ModelFile
{
    public const int Float = 1, Int64 = 7;

    public ModelProto Model { get; } = new() { IrVersion = 7, ProducerName = "test", Graph = new GraphProto() };

    public List<NodeProto> Nodes { get; } = [];

    public List<TensorProto> Arrays { get; } = [];

    public List<ValueInfoProto> Inputs { get; } = [];

    public List<ValueInfoProto> Outputs { get; } = [];

    public long Opset { get; set; } = 13;

    /// <summary>An input of these sizes, the batch open, and nothing else.</summary>
    public static ModelFile Empty(params int[] example)
    {
        ModelFile file = new();
        file.Inputs.Add(Value("x", [0, .. example]));
        file.Outputs.Add(Value("y", []));
        return file;
    }

    /// <summary>y = W·relu(V·x + v) with V [3, 4] and W [2, 3].</summary>
    public static ModelFile Dense(int outputs = 2)
    {
        ModelFile file = Empty(4);
        file.Add("Gemm", "first", ["x", "V", "v"], "h", Attribute("transB", 1));
        file.Add("Relu", "bend", ["h"], "r");
        file.Add("Gemm", "last", ["r", "W"], "y", Attribute("transB", 1));
        file.Array("V", [3, 4]);
        file.Array("v", [3]);
        file.Array("W", [outputs, 3]);
        return file;
    }

    public static ValueInfoProto Value(string name, int[] sizes, int type = Float)
    {
        TensorShapeProto shape = new();
        shape.Dim.AddRange(sizes.Select(s => (s > 0 ? new DimensionProto { DimValue = s } : new DimensionProto { DimParam = "n" }).ToByteString()));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = type, Shape = shape } } };
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, I = value, Type = 2 };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, F = value, Type = 1 };

    public static AttributeProto Attribute(string name, string value) => new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = 3 };

    public static AttributeProto Attribute(string name, params long[] values)
    {
        AttributeProto attribute = new() { Name = name, Type = 7 };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    public NodeProto Add(string type, string name, string[] inputs, string output, params AttributeProto[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = name };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes.Select(a => a.ToByteString()));
        Nodes.Add(node);
        return node;
    }

    /// <summary>An array of small different numbers, all of them positive.</summary>
    public TensorProto Array(string name, long[] sizes, float scale = 0.125f)
    {
        TensorProto tensor = new() { Name = name, DataType = Float };
        tensor.Dims.AddRange(sizes);
        tensor.FloatData.AddRange(Enumerable.Range(1, (int)sizes.Aggregate(1L, (p, s) => p * s)).Select(i => scale * i));
        Arrays.Add(tensor);
        return tensor;
    }

    public TensorProto Integers(string name, params long[] values)
    {
        TensorProto tensor = new() { Name = name, DataType = Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        Arrays.Add(tensor);
        return tensor;
    }

    public byte[] Bytes()
    {
        ModelProto model = Model.Clone();
        if (Opset != 0) model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset }.ToByteString());
        model.Graph.Node.AddRange(Nodes.Select(n => n.ToByteString()));
        model.Graph.Initializer.AddRange(Arrays.Select(a => a.ToByteString()));
        model.Graph.Input.AddRange(Inputs.Select(i => i.ToByteString()));
        model.Graph.Output.AddRange(Outputs.Select(o => o.ToByteString()));
        return model.ToByteArray();
    }

    public OnnxModel Import() => OnnxImporter.Import(Bytes(), "Model");

    public IReadOnlyList<Fault> Faults() => FaultsOf(Bytes());

    public static IReadOnlyList<Fault> FaultsOf(byte[] bytes) => Assert.Throws<InputException>(() => OnnxImporter.Import(bytes, "Model")).Faults;

    /// <summary>The only fault's four parts as one line.</summary>
    public string Fault() => Assert.Single(Faults()).ToString();
}
