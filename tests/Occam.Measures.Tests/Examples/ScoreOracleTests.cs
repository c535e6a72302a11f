using System.Numerics;
using System.Text.Json;
using Occam.Measures.Examples;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Measures.Tests.Examples;

/// <summary>Scores of single examples and the gradient's signal-to-noise ratio against PyTorch, which made every gradient alone (tests/oracle/scores.py).</summary>
public sealed class ScoreOracleTests
{
    public static TheoryData<string> Models => ["mlp", "cnn", "residual-frozen", "logistic"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Double_precision(string name) => Compare<double>(name, 1e-9);

    [Theory]
    [MemberData(nameof(Models))]
    public void Single_precision(string name) => Compare<float>(name, 1e-4);

    private static void Compare<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "oracle", "scores.json")));
        JsonElement expected = document.RootElement.GetProperty(name);
        OracleModel model = OracleModel.Load(name);
        (T[] theta, T[] state) = (Vectors.Convert<double, T>(model.Point.Theta), Vectors.Convert<double, T>(model.Point.State));
        using Workers workers = new(2);
        using NetworkPasses<T> passes = new(model.Build<T>(), workers, 3);
        ExampleScores scores = new();
        Observer<T> observer = new(passes, OracleModel.Loss<T>(model.Objective), OracleData.Of(model), new MeasurementPlan(scores, new SignalToNoise()));
        Dictionary<string, Metric> metrics = observer.Observe(theta, state).ToDictionary(m => m.Name);
        int[] predicted = [.. expected.GetProperty("predicted").EnumerateArray().Select(p => p.GetInt32())];
        Assert.Equal(predicted, scores.Predicted);
        Assert.Equal(predicted.Zip(model.Point.Labels, (p, y) => p == y), scores.Correct);
        double[] norms = OracleModel.Tensor(model.Root.GetProperty("per_example").GetProperty("gradient_squared_norms"));
        for (int i = 0; i < predicted.Length; i++)
        {
            Watching.Near(OracleModel.Tensor(expected.GetProperty("output_errors"))[i], scores.OutputErrors[i], tolerance, $"output error {i}");
            Watching.Near(OracleModel.Tensor(expected.GetProperty("alignments"))[i], scores.Alignments[i], tolerance, $"alignment {i}");
            Watching.Near(Math.Sqrt(norms[i]), scores.Norms[i], tolerance, $"norm {i}");
        }

        Metric ratio = metrics["gradient_signal_to_noise"];
        Watching.Near(expected.GetProperty("gradient_signal_to_noise").GetDouble(), ratio.Value, tolerance, "signal to noise");
        Watching.Near(expected.GetProperty("gradient_signal_to_noise_error").GetDouble(), ratio.Error!.Value, tolerance, "its error");
        Assert.Equal(expected.GetProperty("gradient_silent_parameters").GetInt32(), metrics["gradient_silent_parameters"].Value);
    }
}
