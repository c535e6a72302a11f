using System.Text.Json.Nodes;
using Occam.Experiments.Models;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>Measures a person's trained model on a person's data: the document of measures.json, in the precision of the model's parameters or the asked one.</summary>
public static class ModelMeasurement
{
    /// <summary>Every wanted key, with errors; a value that is undefined is null and has its reason beside it.</summary>
    /// <param name="request">Model, data, and what is wanted.</param>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="progress">Is told how far the work is; null for nobody.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    /// <exception cref="InputException">Model and data do not fit each other or the memory, or a setting is wrong.</exception>
    /// <exception cref="NumericalException">A loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static JsonObject Measure(MeasureRequest request, Workers workers, IMeasureProgress? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        StoredModel file = new(request.Model, request.Precision);
        return file.IsDouble
            ? new Measurement<double>(file.Load<double>(), request, workers, progress, cancellation).Measure()
            : new Measurement<float>(file.Load<float>(), request, workers, progress, cancellation).Measure();
    }
}
