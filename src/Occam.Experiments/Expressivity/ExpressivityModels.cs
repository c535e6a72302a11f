using System.Globalization;
using Occam.Data.Datasets;
using Occam.Experiments.Judging;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npz;
using Occam.Networks.Interpolation;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;

namespace Occam.Experiments.Expressivity;

/// <summary>The networks of one size as ONNX files in double precision, and their examples beside them, for occam measure and for other programs.</summary>
internal static class ExpressivityModels
{
    public static IReadOnlyList<ModelFile> All(RunRecord record)
    {
        ExpressivityPlan plan = ExpressivityPlan.Of(record);
        if (plan.Export == 0) return [];
        return
        [
            .. ExpressivityNames.Labels.SelectMany(labels => (ModelFile[])
            [
                Network(record, Number(labels, plan.Export), ExpressivityNames.Number(plan.Thresholds, labels, plan.Export), 1),
                Network(record, Classes(labels, plan.Export), ExpressivityNames.Classes(labels, plan.Export), record.Laboratory.Data.ClassCount),
                new ModelFile(Examples(labels, plan.Export), path => Write(path, ExpressivityData.Of(record.Laboratory, labels, plan.Export))),
            ]),
        ];
    }

    public static string Number(string labels, int size) => string.Create(CultureInfo.InvariantCulture, $"number-{labels}-{size}.onnx");

    public static string Classes(string labels, int size) => string.Create(CultureInfo.InvariantCulture, $"classes-{labels}-{size}.onnx");

    public static string Examples(string labels, int size) => string.Create(CultureInfo.InvariantCulture, $"examples-{labels}-{size}.npz");

    private static ModelFile Network(RunRecord record, string file, string computation, int outputs) => new(file, path =>
    {
        double[] theta = record.Result(computation, ExpressivityNames.Theta);
        int points = ConstructedValues.Of(record.Result(computation, ExpressivityNames.Values)).Points;
        Network<double> network = HingeNetwork.Build<double>(record.Laboratory.Input, points, outputs);
        AtomicFile.Write(path, OnnxExporter.Export<double>(network, theta, []), static (stream, bytes) => stream.Write(bytes));
    });

    /// <summary>x as the networks read it, and y.</summary>
    private static void Write(string path, Dataset data)
    {
        ImageShape shape = data.Shape;
        long[] sizes = shape.IsVector ? [data.Count, shape.Channels] : [data.Count, shape.Channels, shape.Height, shape.Width];
        NpzFile.Write(path, [StoredArray.From("x", sizes, data.Images), StoredArray.From("y", [data.Count], data.Labels)]);
    }
}
