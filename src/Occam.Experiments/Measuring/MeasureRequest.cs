using Occam.Experiments.Models;

namespace Occam.Experiments.Measuring;

/// <summary>What a person asks of a trained model.</summary>
/// <param name="Model">An ONNX file, or a checkpoint of a run.</param>
/// <param name="Data">A name or a path, as everywhere: an .npz with x and y, a folder, mnist-mini.</param>
/// <param name="Memory">The most bytes to reserve for measuring, beside the model and the data.</param>
public sealed record MeasureRequest(string Model, string Data, long Memory)
{
    /// <summary>"train" or "test"; null for x and y of an .npz, and for the test part of other sets.</summary>
    public string? Split { get; init; }

    /// <summary>"cross-entropy" or "mse"; null for the loss that a checkpoint was trained with, else cross-entropy.</summary>
    public string? Loss { get; init; }

    /// <summary>In which precision everything is computed; null for double where the file stores parameters so, else single.</summary>
    public MeasurePrecision? Precision { get; init; }

    /// <summary>Examples of a minibatch; null for the largest power of two up to an eighth of the examples.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Whether images in an .npz have their channels last.</summary>
    public bool ChannelsLast { get; init; }

    /// <summary>λ of the prior of the evidence; null for n times the training's weight decay, else the λ with the largest evidence.</summary>
    public double? PriorPrecision { get; init; }

    /// <summary>Whether all eigenvalues are computed, however large the network.</summary>
    public bool Exact { get; init; }

    /// <summary>Random probes of the curvature's spectrum; null for the usual number, and for none where all eigenvalues are computed.</summary>
    public int? Samples { get; init; }

    /// <summary>What to measure.</summary>
    public MeasureKeys Keys { get; init; } = MeasureKeys.OfModel(null);

    /// <summary>Where arrays that are too large for JSON go; null for nowhere.</summary>
    public string? Folder { get; init; }
}
