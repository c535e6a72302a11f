using System.Collections.Immutable;
using System.Numerics;
using Occam.Experiments.Models;
using Occam.Formats.Files;
using Occam.Networks.Losses;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Training.Checkpoints;

namespace Occam.Experiments.Measuring;

/// <summary>A trained model out of a file.</summary>
/// <param name="Path">The file, as the person named it.</param>
/// <param name="Network">The network.</param>
/// <param name="Theta">Its parameters.</param>
/// <param name="State">Its statistics.</param>
/// <param name="Training">How it was trained, as its checkpoint says; null for an ONNX file.</param>
/// <param name="Notes">What a reader of the results has to know.</param>
internal sealed record MeasuredModel(string Path, Network<float> Network, float[] Theta, float[] State, TrainedNetwork? Training, ImmutableArray<string> Notes)
{
    private const string CheckpointEnding = ".safetensors";

    /// <summary>Builds the same network in double precision.</summary>
    public required Func<Network<double>> BuildDouble { get; init; }

    /// <summary>Opens an ONNX file or a checkpoint.</summary>
    /// <exception cref="InputException">There is no such file, or it is no such model.</exception>
    /// <exception cref="FileFormatException">The checkpoint is damaged.</exception>
    public static MeasuredModel Open(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"Model '{path}'", "an ONNX file or a checkpoint", "a folder", "Name the file; a run has its checkpoints in checkpoints/.");
        if (!File.Exists(path))
            throw new InputException($"Model '{path}'", "an ONNX file or a checkpoint", "no such file", $"Check the spelling; relative names start at '{Environment.CurrentDirectory}'.");
        MeasuredModel model = IsCheckpoint(path) ? OfCheckpoint(path) : OfOnnx(path);
        if (model.Network.ParameterCount == 0) throw new InputException($"Model '{path}'", "parameters", "none", "Without parameters there are no gradients to measure.");
        if (Reductions.IndexOfFirstNonFinite<float>(model.Theta) is >= 0 and var first)
            throw new InputException($"Model '{path}'", "finite parameters", $"{model.Theta[first]} as parameter {first}", "The training has diverged: give an earlier checkpoint.");
        return model;
    }

    /// <summary>The asked loss; without one the loss of the training, else cross-entropy. A single output is a logistic model.</summary>
    public ILoss<T> Loss<T>(string? asked)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = asked ?? Training?.Loss ?? "cross-entropy";
        if (name == "mse") return new SquaredError<T>();
        if (Network.Output.Size == 1) return new Logistic<T>();
        return new SoftmaxCrossEntropy<T>(asked is null ? Training?.LabelSmoothing ?? 0 : 0);
    }

    /// <summary>Safetensors begins with a length of 8 bytes and then JSON; protobuf does not.</summary>
    private static bool IsCheckpoint(string path)
    {
        if (path.EndsWith(CheckpointEnding, StringComparison.OrdinalIgnoreCase)) return true;
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> start = stackalloc byte[9];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && BitConverter.ToUInt64(start) < (ulong)file.Length && start[^1] == '{';
    }

    private static MeasuredModel OfCheckpoint(string path)
    {
        TrainedNetwork training = TrainedNetwork.Read(path, Checkpoint.Describe(path));
        Network<float> network = training.Build<float>();
        (float[] theta, float[] state) = Checkpoint.Read(path, network);
        return new MeasuredModel(path, network, theta, state, training, []) { BuildDouble = training.Build<double> };
    }

    private static MeasuredModel OfOnnx(string path)
    {
        OnnxModel model = OnnxImporter.Import(path);
        return new MeasuredModel(path, model.Build<float>(), model.Parameters<float>(), model.State<float>(), null, model.Notes) { BuildDouble = model.Build<double> };
    }
}
