using System.Text;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>A file that stores some arrays in double and others in single precision, which ONNX forbids: it is measured in double, and says so. Its bytes are written here, field by field.</summary>
public sealed class MixedPrecisionTests : IDisposable
{
    private const int Single = 1, Double = 11;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_array_in_double_precision_makes_all_double()
    {
        JsonObject result = Measure(Double, Single);
        Assert.Equal(Loss(), result["loss"]!.GetValue<double>(), 1e-16);
        Assert.Equal(
            "Computed in double precision, in which the file stores 1 of 2 arrays of parameters; the others are in single precision, every value of which double holds exactly.",
            Assert.Single(result["notes"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public void Without_such_an_array_nothing_is_said_and_digits_are_single()
    {
        JsonObject result = Measure(Single, Single);
        Assert.Empty(result["notes"]!.AsArray());
        Assert.InRange(Math.Abs(Loss() - result["loss"]!.GetValue<double>()), 1e-12, 1e-6);
    }

    /// <summary>Half the mean squared distance of (x/3 + 1/2, 0) from (1, 0) for x = 1, and from (0, 1) for x = 2.</summary>
    private static double Loss() => (Math.Pow((1.0 / 3) + 0.5 - 1, 2) + Math.Pow((2.0 / 3) + 0.5, 2) + 1) / 4;

    private JsonObject Measure(int weights, int biases)
    {
        (string model, string data) = (_folder.In("model.onnx"), _folder.In("data.npz"));
        byte[] node =
        [
            .. Text(1, "x"), .. Text(1, "W"), .. Text(1, "b"), .. Text(2, "y"), .. Text(3, "last"), .. Text(4, "Gemm"),
            .. Field(5, [.. Text(1, "transB"), .. Number(3, 1), .. Number(20, 2)]),
        ];
        byte[] graph =
        [
            .. Field(1, node), .. Field(5, Array("W", weights, [2, 1], 1.0 / 3, 0)), .. Field(5, Array("b", biases, [2], 0.5, 0)),
            .. Field(11, Value("x", 1)), .. Field(12, Value("y", 2)),
        ];
        File.WriteAllBytes(model, [.. Number(1, 7), .. Field(7, graph), .. Field(8, Number(2, 13))]);
        NpzFile.Write(data, [StoredArray.From<float>("x", [2, 1], [1, 2]), StoredArray.From<int>("y", [2], [0, 1])]);
        using Workers workers = new(1);
        return ModelMeasurement.Measure(new MeasureRequest(model, data, 1L << 30) { Loss = "mse", Keys = MeasureKeys.OfModel("loss") }, workers);
    }

    private static byte[] Array(string name, int type, int[] sizes, params double[] values)
    {
        byte[] raw = [.. values.SelectMany(v => type == Double ? BitConverter.GetBytes(v) : BitConverter.GetBytes((float)v))];
        return [.. sizes.SelectMany(s => Number(1, s)), .. Number(2, type), .. Text(8, name), .. Field(9, raw)];
    }

    private static byte[] Value(string name, int size)
    {
        byte[] shape = [.. Field(1, Text(2, "n")), .. Field(1, Number(1, size))];
        return [.. Text(1, name), .. Field(2, Field(1, [.. Number(1, Single), .. Field(2, shape)]))];
    }

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) => [.. Variable((field << 3) | 2), .. Variable(content.Length), .. content];

    private static byte[] Number(int field, int value) => [.. Variable(field << 3), .. Variable(value)];

    private static byte[] Variable(int value) => value < 128 ? [(byte)value] : [(byte)(value | 128), .. Variable(value >> 7)];
}
