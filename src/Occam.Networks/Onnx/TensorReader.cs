using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>Decodes the arrays of a file; sizes are checked against the bytes that are there before anything is allocated.</summary>
internal static class TensorReader
{
    private const int Float = 1, Int32 = 6, Int64 = 7, Boolean = 9, Float16 = 10, Double = 11, BFloat16 = 16, External = 1;

    public static OnnxTensor Read(TensorProto tensor, string name)
    {
        string what = $"ONNX array {Limits.Quote(name)}";
        LayerFaults.Demand(
            tensor.DataLocation != External && tensor.ExternalData.Count == 0, what, "values inside the model file", "a reference to another file",
            "Export models of less than 2 GB, or save with onnx.save(model, path, save_as_external_data=False).");
        ImmutableArray<int> dimensions = Dimensions(tensor, what);
        int length = Length(dimensions, what);
        OnnxTensor result = new(name, dimensions);
        return tensor.DataType switch
        {
            Float => result with { Singles = Values(tensor.RawData, tensor.FloatData, length, what, BinaryPrimitives.ReadSingleLittleEndian) },
            Double => result with { Doubles = Values(tensor.RawData, tensor.DoubleData, length, what, BinaryPrimitives.ReadDoubleLittleEndian) },
            Int64 => result with { Integers = Values(tensor.RawData, tensor.Int64Data, length, what, BinaryPrimitives.ReadInt64LittleEndian) },
            Int32 => result with { Integers = [.. Values(tensor.RawData, tensor.Int32Data, length, what, BinaryPrimitives.ReadInt32LittleEndian)] },
            Boolean => result with { Integers = Booleans(tensor, length, what) },
            _ => throw WrongType(what, tensor.DataType),
        };
    }

    private static ImmutableArray<int> Dimensions(TensorProto tensor, string what)
    {
        LayerFaults.Demand(tensor.Dims.Count <= Limits.Rank, what, $"at most {Limits.Rank} dimensions", $"{tensor.Dims.Count}", "The file is damaged: export the model again.");
        foreach (long dimension in tensor.Dims)
            LayerFaults.Demand(dimension is >= 0 and <= int.MaxValue, what, "dimensions from 0 to 2³¹ − 1", $"{dimension}", "The file is damaged: export the model again.");
        return [.. tensor.Dims.Select(d => (int)d)];
    }

    private static int Length(ImmutableArray<int> dimensions, string what)
    {
        long length = 1;
        foreach (int dimension in dimensions)
        {
            length *= dimension;
            LayerFaults.Demand(
                length <= int.MaxValue, what, "fewer than 2³¹ values", $"the shape [{string.Join(", ", dimensions)}]", "The file is damaged: export the model again.");
        }

        return (int)length;
    }

    private delegate T Decode<T>(ReadOnlySpan<byte> bytes);

    private static T[] Values<T>(ByteString raw, RepeatedField<T> listed, int length, string what, Decode<T> decode)
        where T : unmanaged
    {
        int width = Marshal.SizeOf<T>();
        bool isRaw = raw.Length > 0 || listed.Count == 0;
        bool fits = isRaw ? raw.Length == (long)length * width : listed.Count == length;
        LayerFaults.Demand(
            fits, what, $"{length} values of {width} bytes, as its shape says", isRaw ? $"{raw.Length} bytes" : $"{listed.Count} values",
            "The file is damaged or cut short: export the model again.");
        if (!isRaw) return [.. listed];
        T[] values = new T[length];
        for (int i = 0; i < length; i++) values[i] = decode(raw.Span[(i * width)..]);
        return values;
    }

    /// <summary>Switches, which are stored as bytes or listed as integers.</summary>
    private static long[] Booleans(TensorProto tensor, int length, string what)
    {
        if (tensor.RawData.Length == 0 && tensor.Int32Data.Count > 0)
            return [.. Values(ByteString.Empty, tensor.Int32Data, length, what, BinaryPrimitives.ReadInt32LittleEndian)];
        return [.. Values(tensor.RawData, new RepeatedField<byte>(), length, what, bytes => bytes[0])];
    }

    private static Numerics.Errors.InputException WrongType(string what, int type)
    {
        bool half = type is Float16 or BFloat16;
        return new(
            what, "values of type FLOAT, DOUBLE, INT32 or INT64", half ? "half precision" : $"ONNX type number {type}",
            half ? "Export model.float(): Occam computes in single or double precision." : "Quantized and textual models cannot be differentiated; export the model as it was trained.");
    }
}
