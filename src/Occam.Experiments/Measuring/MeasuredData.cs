using System.Globalization;
using System.Numerics;
using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Data.Readers;
using Occam.Experiments.Models;
using Occam.Networks.Layers;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>The examples to measure, as the model reads them.</summary>
/// <param name="Data">The examples.</param>
/// <param name="Notes">Which part they are and how they were prepared.</param>
internal sealed record MeasuredData(Dataset Data, IReadOnlyList<string> Notes)
{
    /// <summary>Loads the data of a request and prepares them for the model.</summary>
    /// <exception cref="InputException">There is no such data, or data and model do not fit; with all faults.</exception>
    public static MeasuredData Load<T>(MeasureRequest request, LoadedModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DatasetPair pair = DatasetCatalog.FromEnvironment().Load(request.Data, request.ChannelsLast ? ImageLayout.ChannelsLast : ImageLayout.ChannelsFirst);
        string split = request.Split ?? (pair.Test is null || pair.Info.Format == "npz" ? "train" : "test");
        if (split == "test" && pair.Test is null)
            throw new InputException("--split", $"train, because '{request.Data}' has no test part", "'test'", "Leave --split out.");
        Dataset data = split == "test" ? pair.Test! : pair.Train;
        Demand(request, model, data);
        List<string> notes = [];
        if (pair.Test is not null) notes.Add($"Measured on the {(split == "test" ? "test" : "training")} part of {pair.Info.Name}; --split chooses.");
        return new MeasuredData(Standardize(data, model.Training, notes), notes);
    }

    private static void Demand<T>(MeasureRequest request, LoadedModel<T> model, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<Fault> faults = [];
        Shape read = model.Network.Input, given = new(data.Shape.Channels, data.Shape.Height, data.Shape.Width);
        if (!ExampleShapes.Fit(read, given))
        {
            faults.Add(new Fault(
                $"data '{request.Data}'", $"examples of shape {read}, as '{request.Model}' reads", $"{given}",
                ExampleShapes.Remedy(read, given, "--layout nhwc", request.ChannelsLast ? "Prepare the examples as the model was trained on them; --layout nchw is for channels first." : "Prepare the examples as the model was trained on them.")));
        }

        int classes = Math.Max(model.Network.Output.Size, 2);
        if (data.ClassCount > classes)
            faults.Add(new Fault($"labels in '{request.Data}'", $"0 … {classes - 1}, one for each output of the model", $"{data.ClassCount - 1}", data.ClassCount == classes + 1 && !data.Labels.Contains(0) ? "Number the classes from 0: write y - 1." : "Use the labels that the model was trained on."));
        if (data.Count < 2) faults.Add(new Fault($"data '{request.Data}'", "at least two examples", $"{data.Count}", "Agreement needs company: give more examples."));
        else BatchSizes.Check(request.BatchSize, data.Count, faults);
        if (faults.Count > 0) throw new InputException(faults);
    }

    private static Dataset Standardize(Dataset data, TrainedNetwork? trained, List<string> notes)
    {
        if (trained is not { Standardization: { Kind: not Standardization.None } constants } training) return data;
        if (training.UnitRange) UnitValues.Demand(data);
        ImageShape shape = new(training.Input[0], training.Input[1], training.Input[2]);
        if (data.Shape != shape) data = data.WithImages(data.Images.ToArray(), shape);
        notes.Add(constants.Kind == Standardization.PerImage
            ? "Every example was standardized on its own, as the checkpoint was trained."
            : $"Standardized with the checkpoint's constants: {Channels(constants)}.");
        return Standardizer.Apply(data, constants);
    }

    private static string Channels(StandardizationConstants constants)
    {
        const int shown = 4;
        string list = string.Join("; ", constants.Means.Zip(constants.Deviations).Take(shown)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"mean {p.First:G6}, deviation {p.Second:G6}")));
        return constants.Means.Count > shown ? $"{list}; … ({constants.Means.Count} channels)" : list;
    }
}
