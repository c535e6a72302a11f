using System.Text.Json;
using Occam.Experiments.Measuring;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;

namespace Occam.Experiments.Tests.Support;

/// <summary>The models that PyTorch exported, and what it says about them (tests/oracle).</summary>
internal static class OnnxOracle
{
    public static string Model(string name) => Path.Combine(AppContext.BaseDirectory, "oracle", "onnx_models", $"{name}.onnx");

    public static JsonElement Read(string folder, string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "oracle", folder, $"{name}.json")));
        return document.RootElement.Clone();
    }

    /// <summary>The model with its examples, which are written into the folder.</summary>
    public static MeasureRequest Request(string name, string folder)
    {
        string data = Path.Combine(folder, $"{name}.npz");
        JsonElement file = Read("onnx_models", name), x = file.GetProperty("x");
        long[] shape = [.. x.GetProperty("shape").EnumerateArray().Select(v => v.GetInt64())];
        int[] labels = [.. file.GetProperty("labels").EnumerateArray().Select(v => v.GetInt32())];
        NpzFile.Write(data, [StoredArray.From<float>("x", shape, [.. x.GetProperty("values").EnumerateArray().Select(v => (float)v.GetDouble())]), StoredArray.From<int>("y", [labels.Length], labels)]);
        return new MeasureRequest(Model(name), data, 1L << 30) { BatchSize = 2 };
    }
}
