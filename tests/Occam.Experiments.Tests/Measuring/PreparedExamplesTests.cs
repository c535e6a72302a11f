using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Experiments.Tests.Support;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;
using Occam.Networks.Layers;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>Examples that a model would read otherwise than they were meant.</summary>
public sealed class PreparedExamplesTests : IDisposable
{
    private const string Images = "convolutions";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_with_the_channels_at_the_other_end_are_refused_and_read_when_that_is_said()
    {
        MeasureRequest first = OnnxOracle.Request(Images, _folder.Path) with { Keys = MeasureKeys.OfModel("loss,coherence") };
        using (NpzFile file = NpzFile.Open(first.Data))
        {
            StoredArray x = file.Read("x");
            (int n, int c, int sites) = ((int)x.Shape[0], (int)x.Shape[1], (int)(x.Shape[2] * x.Shape[3]));
            float[] values = x.ToSingle();
            float[] turned = [.. Enumerable.Range(0, values.Length).Select(i => values[(i / (c * sites) * c * sites) + (i % c * sites) + (i / c % sites)])];
            NpzFile.Write(_folder.In("last.npz"), [StoredArray.From<float>("x", [n, x.Shape[2], x.Shape[3], c], turned), file.Read("y")]);
        }

        MeasureRequest last = first with { Data = _folder.In("last.npz") };
        Fault fault = Assert.Single(Assert.Throws<InputException>(() => Measure(last)).Faults);
        Assert.Equal(("7×7×2", "Write --layout nhwc: the channels of these images come last."), (fault.Got, fault.Remedy));
        Assert.Contains("2×7×7", fault.Expected, StringComparison.Ordinal);
        JsonObject one = Measure(first), other = Measure(last with { ChannelsLast = true });
        Assert.Equal(one.ToJsonString(), other.ToJsonString());
        Assert.Contains("channels first", Assert.Single(Assert.Throws<InputException>(() => Measure(first with { ChannelsLast = true })).Faults).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_begin_at_1_are_told_so()
    {
        MeasureRequest request = OnnxOracle.Request(Images, _folder.Path);
        StoredArray x;
        using (NpzFile file = NpzFile.Open(request.Data)) x = file.Read("x");
        NpzFile.Write(request.Data, [x, StoredArray.From<int>("y", [5], [1, 2, 3, 1, 2])]);
        Assert.Equal("Number the classes from 0: write y - 1.", Assert.Single(Assert.Throws<InputException>(() => Measure(request)).Faults).Remedy);
    }

    [Theory]
    [InlineData("mse", 1.0)]
    [InlineData(null, 0.5)]
    public void One_output_answers_above_one_half_for_a_squared_error_and_above_zero_as_a_logit(string? loss, double accuracy)
    {
        NetworkBuilder<float> builder = new(new Shape(1));
        builder.Add("fc", s => new Dense<float>(s, 1));
        File.WriteAllBytes(_folder.In("line.onnx"), OnnxExporter.Export<float>(builder.Build(), [1, 0], []));
        NpzFile.Write(_folder.In("line.npz"), [StoredArray.From<float>("x", [4, 1], [0.25f, 0.75f, 0.25f, 0.75f]), StoredArray.From<int>("y", [4], [0, 1, 0, 1])]);
        JsonObject measured = Measure(new MeasureRequest(_folder.In("line.onnx"), _folder.In("line.npz"), 1L << 30) { Loss = loss, Keys = MeasureKeys.OfModel("loss,accuracy") });
        Assert.Equal(accuracy, measured["accuracy"]!.GetValue<double>());
        if (loss == "mse") Assert.Equal(0.25 * 0.25 / 2, measured["loss"]!.GetValue<double>(), 1e-7);
    }

    private static JsonObject Measure(MeasureRequest request)
    {
        using Workers workers = new(1);
        return ModelMeasurement.Measure(request, workers);
    }
}
