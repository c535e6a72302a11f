using System.Text.Json.Nodes;
using Occam.Experiments.Expressivity;
using Occam.Experiments.Measuring;
using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Networks.Onnx;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Records;

namespace Occam.Experiments.Tests.Expressivity;

/// <summary>A small run: what it says of the closed form, and the files that it leaves.</summary>
public sealed class ExpressivityExperimentTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_theorem_holds_and_its_networks_are_left_as_files()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(_runs.Path, "expressivity", 1, ("steps", "3"), ("export", "all"), ("draws", "4"));
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher(), threads: 2);
        Assert.All(((string[])["fits-any-labels", "two-n-plus-d", "residual-is-rounding"]).Select(id => findings.Claims.Single(c => c.Id == id)), claim => Assert.Equal(Verdict.Held, claim.Verdict));
        Assert.All(findings.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        string models = Path.Combine(ExperimentRun.Open(prepared).Folder.FolderPath, "models");
        foreach (string labels in (string[])["true", "random"])
        {
            Assert.Equal((2 * 100) + 784, OnnxImporter.Import(Path.Combine(models, $"number-{labels}-100.onnx")).ParameterCount);
            JsonObject measured = Measure(models, labels, "cross-entropy");

            // Outputs are one-hot, so the cross-entropy of each example is ln(e + 9) − 1.
            Assert.Equal((1.0, Math.Log(Math.E + 9) - 1), (measured["accuracy"]!.GetValue<double>(), measured["loss"]!.GetValue<double>()), Near);
            Assert.Equal(100 + 784 + 1000, OnnxImporter.Import(Path.Combine(models, $"classes-{labels}-100.onnx")).ParameterCount);

            // The files are in double precision, and so is the measurement: half the square of what the fit leaves, below 1e-10.
            Assert.InRange(Measure(models, labels, "mse")["loss"]!.GetValue<double>(), 0, 1e-20);
        }
    }

    [Fact]
    public void Without_export_there_are_no_files()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(_runs.Path, "expressivity", 1, ("steps", "1"), ("export", "none"), ("sizes", "20"), ("draws", "2"));
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher());
        Assert.DoesNotContain(findings.Tables, t => t.Id == "files");
        Assert.False(Directory.Exists(Path.Combine(ExperimentRun.Open(prepared).Folder.FolderPath, "models")));
    }

    [Fact]
    public void Identical_examples_get_one_random_label()
    {
        // All hundred examples of the made-up set are the same.
        Assert.Single(ExpressivityData.Of(MadeUp.Of(10, 10).Laboratory, ExpressivityNames.Random, 100).Labels.ToArray().Distinct());
    }

    [Theory]
    [InlineData("sizes", "50,20", "sizes: expected different sizes in ascending order, got '50,20', that is 50, 20. Write for example sizes=100,300,all.")]
    [InlineData("sizes", "all,100", "sizes: expected different sizes in ascending order, got 'all,100', that is 100, 100. Write for example sizes=100,300,all.")]
    [InlineData("sizes", "5,all", "sizes: expected whole numbers from 10, one example a class, to 100, or all, got '5'. Write for example sizes=100.")]
    [InlineData("sizes", "50,many", "sizes: expected whole numbers from 10, one example a class, to 100, or all, got 'many'. Write for example sizes=100.")]
    [InlineData("export", "60", "export: expected one of the sizes, 50, 100, or none, got '60'. Write for example export=50.")]
    [InlineData("thresholds", "midway", "thresholds: expected previous, midpoint, got 'midway'. Did you mean 'midpoint'?")]
    [InlineData("draws", "1", "draws: expected a whole number from 2 to 10000, got '1'. Write for example draws=4.")]
    [InlineData("batch-size", "0", "batch-size: expected at least 1, got 0. 128 is usual.")]
    public void Faults_are_found_before_anything_runs(string key, string value, string text) =>
        Assert.Equal([text], Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", "expressivity", 1, (key, value))).Faults.Select(f => f.ToString()));

    private static JsonObject Measure(string models, string labels, string loss)
    {
        using Workers workers = new(1);
        MeasureRequest request = new(Path.Combine(models, $"classes-{labels}-100.onnx"), Path.Combine(models, $"examples-{labels}-100.npz"), 1L << 30)
        {
            Loss = loss,
            Keys = MeasureKeys.OfModel("loss,accuracy"),
        };
        return ModelMeasurement.Measure(request, workers);
    }

    private static bool Near((double Accuracy, double Loss) a, (double Accuracy, double Loss) b) => a.Accuracy == b.Accuracy && Math.Abs(a.Loss - b.Loss) < 1e-9;
}
