using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using Google.Protobuf;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>Collects the messages of a model file.</summary>
internal sealed class GraphWriter(bool isDouble)
{
    private const int Float = 1, Double = 11, FloatType = 1, IntegerType = 2, IntegersType = 7, IrVersion = 8, Opset = 17;

    private readonly GraphProto _graph = new();

    private int ElementType => isDouble ? Double : Float;

    public static AttributeProto Whole(string name, long value) => new() { Name = name, I = value, Type = IntegerType };

    public static AttributeProto Real(string name, double value) => new() { Name = name, F = (float)value, Type = FloatType };

    public static AttributeProto List(string name, params ReadOnlySpan<int> values)
    {
        AttributeProto attribute = new() { Name = name, Type = IntegersType };
        foreach (int value in values) attribute.Ints.Add(value);
        return attribute;
    }

    /// <summary>Adds an operation whose only output has its name, which is returned.</summary>
    public string Node(string type, string name, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        NodeProto node = new() { OpType = type, Name = name };
        foreach (string input in inputs) node.Input.Add(input);
        foreach (AttributeProto attribute in attributes) node.Attribute.Add(attribute.ToByteString());
        node.Output.Add(name);
        _graph.Node.Add(node.ToByteString());
        return name;
    }

    /// <summary>Adds an array and returns its name.</summary>
    public string Array<T>(string name, ImmutableArray<int> sizes, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = isDouble ? sizeof(double) : sizeof(float);
        byte[] raw = new byte[(long)width * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (isDouble) BinaryPrimitives.WriteDoubleLittleEndian(raw.AsSpan(i * width), double.CreateTruncating(values[i]));
            else BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * width), float.CreateTruncating(values[i]));
        }

        TensorProto tensor = new() { Name = name, DataType = ElementType, RawData = UnsafeByteOperations.UnsafeWrap(raw) };
        tensor.Dims.AddRange(sizes.Select(s => (long)s));
        _graph.Initializer.Add(tensor.ToByteString());
        return name;
    }

    public ModelProto Finish(string input, Shape inputShape, string output, int classes)
    {
        int[] sizes = inputShape.Sites == 1 ? [inputShape.Channels] : [inputShape.Channels, inputShape.Height, inputShape.Width];
        _graph.Input.Add(Value(input, sizes));
        _graph.Output.Add(Value(output, [classes]));
        _graph.Name = "network";
        ModelProto model = new() { IrVersion = IrVersion, ProducerName = "occam", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset }.ToByteString());
        return model;
    }

    private ByteString Value(string name, int[] sizes)
    {
        TensorShapeProto shape = new();
        shape.Dim.Add(new DimensionProto { DimParam = "batch" }.ToByteString());
        shape.Dim.AddRange(sizes.Select(s => new DimensionProto { DimValue = s }.ToByteString()));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = ElementType, Shape = shape } } }.ToByteString();
    }
}
