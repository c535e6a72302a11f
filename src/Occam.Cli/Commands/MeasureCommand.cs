using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Cli.Live;
using Occam.Experiments.Measuring;
using Occam.Formats.Files;
using Occam.Numerics.Threading;

namespace Occam.Cli.Commands;

/// <summary>occam measure MODEL --data D, and occam measure --gradients FILE: the measures of a person's own model.</summary>
internal static class MeasureCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Interruption interruption)
    {
        Command command = new("measure", "Measure a trained model (ONNX, or a checkpoint of a run) on your data, or gradients that you computed: loss, coherence, noise scale, regret, curvature, sharpness, norms and margins, evidence, tangent kernel.");
        MeasureOptions options = new();
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            using Workers workers = new(options.Threads(parsed));
            JsonObject result = options.OfGradients(parsed) is { } gradients
                ? MeasureView.Show(progress => GradientMeasurement.Measure(gradients, workers, progress, interruption.Token))
                : Model(options.OfModel(parsed), workers, interruption.Token);
            return Publish(result, options.Folder(parsed), options.Json(parsed));
        });
        return command;
    }

    private static JsonObject Model(MeasureRequest request, Workers workers, CancellationToken cancellation) =>
        MeasureView.Show(progress => ModelMeasurement.Measure(request, workers, progress, cancellation));

    private static int Publish(JsonObject result, string? folder, bool json)
    {
        string document = result.ToJsonString(Indented) + "\n";
        if (folder is not null) AtomicFile.WriteText(Path.Combine(folder, "measures.json"), document);
        if (json) Console.Out.Write(document);
        else MeasureScreen.Show(result);
        return 0;
    }
}
