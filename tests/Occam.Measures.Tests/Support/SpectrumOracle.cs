using System.Text.Json;
using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Networks.Losses;
using Occam.Networks.Onnx;

namespace Occam.Measures.Tests.Support;

/// <summary>One of PyTorch's exported models with its dense curvature (tests/oracle/spectra.py).</summary>
internal sealed class SpectrumOracle
{
    private readonly string _model, _loss;

    public SpectrumOracle(string model, string loss)
    {
        (_model, _loss) = (model, loss);
        Root = Read($"spectra/{model}.json").GetProperty(loss);
    }

    public static string[] Names => ["mlp", "products", "activations-17", "convolutions", "layer-norms-17", "pre-activation", "branches-13"];

    public static string[] Losses => ["cross-entropy", "mse"];

    public JsonElement Root { get; }

    public double Number(string name) => Root.GetProperty(name).GetDouble();

    public double[] Numbers(string name) => [.. Root.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    public Site Site(bool inDouble, CurvatureSettings? settings = null)
    {
        OnnxModel model = OnnxImporter.Import(Path.Combine(AppContext.BaseDirectory, "oracle", "onnx_models", _model + ".onnx"));
        JsonElement file = Read($"onnx_models/{_model}.json");
        float[] x = [.. file.GetProperty("x").GetProperty("values").EnumerateArray().Select(v => (float)v.GetDouble())];
        int[] labels = [.. file.GetProperty("labels").EnumerateArray().Select(v => v.GetInt32())];
        Dataset data = new(_model, x, new ImageShape(1, 1, x.Length / labels.Length), labels, 3);
        (ILoss<float>, ILoss<double>) loss = _loss == "mse"
            ? (new SquaredError<float>(), new SquaredError<double>())
            : (new SoftmaxCrossEntropy<float>(), new SoftmaxCrossEntropy<double>());
        return new Site(model.Build<float>(), model.Build<double>(), loss, data, model.Parameters<float>(), model.State<float>(), inDouble, settings);
    }

    private static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "oracle", name)));
        return document.RootElement.Clone();
    }
}
