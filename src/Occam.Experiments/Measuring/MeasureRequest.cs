namespace Occam.Experiments.Measuring;

/// <summary>What a person asks of a trained model.</summary>
/// <param name="Model">An ONNX file.</param>
/// <param name="Data">An .npz with x and y.</param>
/// <param name="Loss">cross-entropy or mse.</param>
/// <param name="BatchSize">Examples of a minibatch; null for the largest power of two up to an eighth of the examples.</param>
/// <param name="Memory">The most bytes to use for chunks.</param>
/// <param name="ChannelsLast">Whether images in the .npz have their channels last.</param>
public sealed record MeasureRequest(string Model, string Data, string Loss, int? BatchSize, long Memory, bool ChannelsLast);
