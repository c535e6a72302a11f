using System.Collections.Immutable;
using System.Numerics;
using Occam.Formats.Files;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Training.Checkpoints;

namespace Occam.Experiments.Models;

/// <summary>A file with a trained model, before it is decided in which precision it is measured.</summary>
internal sealed class StoredModel
{
    private const string CheckpointEnding = ".safetensors";
    private const string Widened = "Computed in double precision, as --precision asks; the file stores its parameters in single precision.";
    private readonly string _path;
    private readonly MeasurePrecision? _asked;
    private readonly OnnxModel? _onnx;
    private readonly Lazy<ArchitectureFile?> _architecture;

    /// <summary>Opens an ONNX file or a checkpoint.</summary>
    /// <param name="path">The file, as the person named it.</param>
    /// <param name="asked">The precision; null for the file's own.</param>
    /// <exception cref="InputException">There is no such file, or it is no such model.</exception>
    /// <exception cref="FileFormatException">The checkpoint is damaged.</exception>
    public StoredModel(string path, MeasurePrecision? asked)
    {
        (_path, _asked) = (path, asked);
        if (Directory.Exists(path))
            throw new InputException($"Model '{path}'", "an ONNX file or a checkpoint", "a folder", "Name the file; a run has its checkpoints in checkpoints/.");
        if (!File.Exists(path))
            throw new InputException($"Model '{path}'", "an ONNX file or a checkpoint", "no such file", $"Check the spelling; relative names start at '{Environment.CurrentDirectory}'.");
        if (IsCheckpoint(path)) Training = TrainedNetwork.Read(path, Checkpoint.Describe(path));
        else _onnx = OnnxImporter.Import(path);
        _architecture = new Lazy<ArchitectureFile?>(() => _onnx is null ? Training!.Architecture?.File : ArchitectureFile.At(path));
    }

    /// <summary>How it was trained, as its checkpoint says; null for an ONNX file.</summary>
    public TrainedNetwork? Training { get; }

    /// <summary>What a reader of the results has to know about how the file was read.</summary>
    public ImmutableArray<string> Notes => _onnx?.Notes ?? [];

    /// <summary>The ONNX file that says how the network is built; null where a name of the zoo does.</summary>
    public ArchitectureFile? Architecture => _architecture.Value;

    /// <summary>Whether the model is measured in double precision: what was asked, or else whether any array of the file is stored so.</summary>
    public bool IsDouble => _asked is { } asked ? asked == MeasurePrecision.Double : _onnx is { DoubleArrays: > 0 };

    /// <summary>The network, without parameters.</summary>
    public Network<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _onnx is null ? Training!.Build<T>() : _onnx.Build<T>();

    /// <summary>The model in this precision.</summary>
    /// <exception cref="InputException">It has no parameters, or one that is not finite.</exception>
    /// <exception cref="FileFormatException">The checkpoint is damaged.</exception>
    public LoadedModel<T> Load<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LoadedModel<T> model = _onnx is null ? OfCheckpoint<T>(Training!) : OfOnnx<T>(_onnx);
        if (model.Network.ParameterCount == 0) throw new InputException($"Model '{_path}'", "parameters", "none", "Without parameters there are no gradients to measure.");
        if (Reductions.IndexOfFirstNonFinite<T>(model.Theta) is not (>= 0 and var first)) return model;
        bool rounded = !Precisions.IsDouble<T>() && _onnx is { DoubleArrays: > 0 };
        throw new InputException(
            $"Model '{_path}'", rounded ? "parameters that single precision can hold" : "finite parameters", $"{model.Theta[first]} as parameter {first}",
            rounded ? "Measure it without --precision single; trainings are in single precision." : "The training has diverged: give an earlier checkpoint.");
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

    private LoadedModel<T> OfCheckpoint<T>(TrainedNetwork training)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (float[] theta, float[] state) = Checkpoint.Read(_path, training.Build<float>());
        ImmutableArray<string> notes = Precisions.IsDouble<T>() ? [Widened] : [];
        return new LoadedModel<T>(training.Build<T>(), Convert<T>(theta), Convert<T>(state), training, notes) { BuildDouble = training.Build<double> };
    }

    private static LoadedModel<T> OfOnnx<T>(OnnxModel model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(model.Build<T>(), model.Parameters<T>(), model.State<T>(), null, [.. model.Notes, .. Note<T>(model)]) { BuildDouble = model.Build<double> };

    private static T[] Convert<T>(float[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => values as T[] ?? [.. values.Select(v => T.CreateTruncating(v))];

    /// <summary>What is worth saying of the precision: nothing where all is in single precision.</summary>
    private static IEnumerable<string> Note<T>(OnnxModel model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int wide, int all) = (model.DoubleArrays, model.Arrays);
        if (!Precisions.IsDouble<T>()) return wide > 0 ? [$"Computed in single precision, as --precision asks; {wide} of {all} arrays of parameters, which the file stores in double precision, were rounded."] : [];
        if (wide == 0) return [Widened];
        return wide == all
            ? ["Computed in double precision, in which the file stores its parameters."]
            : [$"Computed in double precision, in which the file stores {wide} of {all} arrays of parameters; the others are in single precision, every value of which double holds exactly."];
    }
}
