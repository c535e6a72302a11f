using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Safetensors;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;

namespace Occam.Training.Checkpoints;

/// <summary>
/// A training on disk: one safetensors file with each parameter block under its own name, the statistics, the optimizer's state and the number
/// of steps, with a digest of all of it, because the format itself has none. Restoring it continues to the same bits. Other programs can read
/// the parameters.
/// </summary>
public static class Checkpoint
{
    private const string StateName = "occam.state", OptimizerName = "occam.optimizer", StepsKey = "steps", IdentityKey = "identity", DigestKey = "sha256";

    /// <summary>Writes the training as it stands, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The training.</param>
    /// <param name="identity">What decides the training, for example the hash of its specification; restoring checks it.</param>
    /// <param name="description">More text for the metadata, such as what network this is; restoring does not read it.</param>
    /// <exception cref="ArgumentException">The description uses a key that the checkpoint needs itself.</exception>
    public static void Write<T>(string path, Trainer<T> trainer, string identity, IReadOnlyDictionary<string, string>? description = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<StoredArray> tensors =
        [
            StoredArray.From<T>(StateName, [trainer.State.Length], trainer.State),
            StoredArray.From<T>(OptimizerName, [trainer.OptimizerState.Length], trainer.OptimizerState),
        ];
        foreach (NamedBlock block in trainer.Network.Blocks)
            tensors.Add(StoredArray.From<T>(block.Name, [.. block.Block.Shape.Select(d => (long)d)], block.Of<T>(trainer.Theta.AsSpan())));
        Dictionary<string, string> metadata = new(description ?? new Dictionary<string, string>());
        metadata.Add(StepsKey, trainer.StepsTaken.ToString(CultureInfo.InvariantCulture));
        metadata.Add(IdentityKey, identity);
        metadata.Add(DigestKey, Digest<T>(trainer.Theta, trainer.State, trainer.OptimizerState, trainer.StepsTaken));
        SafetensorsFile.Write(path, tensors, metadata);
    }

    /// <summary>Puts a training back to where the file was written. After a failure the training is not fit for use.</summary>
    /// <exception cref="FileFormatException">The file is damaged or belongs to another training.</exception>
    public static void Restore<T>(string path, Trainer<T> trainer, string identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        string stored = file.Metadata.GetValueOrDefault(IdentityKey, "none");
        if (stored != identity)
            throw new FileFormatException($"Restoring '{path}'", $"a checkpoint of training {identity}", $"one of {stored}", "Remove the run folder to start again.");
        if (!long.TryParse(file.Metadata.GetValueOrDefault(StepsKey), NumberStyles.None, CultureInfo.InvariantCulture, out long steps) || steps > trainer.StepsAtMost)
        {
            throw new FileFormatException(
                $"Restoring '{path}'", $"a number of steps up to {trainer.StepsAtMost} in the metadata", $"'{file.Metadata.GetValueOrDefault(StepsKey)}'", "Remove the checkpoint to start again.");
        }

        Copy<T>(file, path, StateName, trainer.State);
        Copy<T>(file, path, OptimizerName, trainer.OptimizerState);
        foreach (NamedBlock block in trainer.Network.Blocks) Copy<T>(file, path, block.Name, block.Of<T>(trainer.Theta.AsSpan()));
        trainer.StepsTaken = steps;
        DemandDigest(file, path, Digest<T>(trainer.Theta, trainer.State, trainer.OptimizerState, steps));
    }

    /// <summary>The text that came with a checkpoint: what <see cref="Write"/> was given as its description, and the checkpoint's own keys.</summary>
    /// <exception cref="FileFormatException">The file is missing or is not in the safetensors format.</exception>
    public static IReadOnlyDictionary<string, string> Describe(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Metadata;
    }

    /// <summary>The parameters and the statistics alone, for whoever measures a network and does not train it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that was trained.</param>
    /// <returns>The flat vectors of parameters and of statistics.</returns>
    /// <exception cref="FileFormatException">The file is damaged or belongs to another network.</exception>
    public static (T[] Theta, T[] State) Read<T>(string path, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);

        // Before anything is reserved: what the description promises must be there.
        foreach (NamedBlock block in network.Blocks) RequireLength(file, path, block.Name, block.Length);
        RequireLength(file, path, StateName, network.StateCount);
        T[] theta = new T[network.ParameterCount], state = new T[network.StateCount];
        foreach (NamedBlock block in network.Blocks) Copy<T>(file, path, block.Name, block.Of<T>(theta.AsSpan()));
        Copy<T>(file, path, StateName, state);
        T[] optimizer = new T[LengthOf(file, path, OptimizerName)];
        Copy<T>(file, path, OptimizerName, optimizer);
        long.TryParse(file.Metadata.GetValueOrDefault(StepsKey), NumberStyles.None, CultureInfo.InvariantCulture, out long steps);
        DemandDigest(file, path, Digest<T>(theta, state, optimizer, steps));
        return (theta, state);
    }

    private static void DemandDigest(SafetensorsFile file, string path, string digest)
    {
        if (file.Metadata.GetValueOrDefault(DigestKey) != digest)
            throw new FileFormatException($"Restoring '{path}'", "the values that the checkpoint was written with", "others", "The file is damaged: remove the checkpoint to start again.");
    }

    private static string Digest<T>(ReadOnlySpan<T> theta, ReadOnlySpan<T> state, ReadOnlySpan<T> optimizer, long steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(theta));
        hash.AppendData(MemoryMarshal.AsBytes(state));
        hash.AppendData(MemoryMarshal.AsBytes(optimizer));
        hash.AppendData(MemoryMarshal.AsBytes<long>([steps]));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static long LengthOf(SafetensorsFile file, string path, string name)
    {
        SafetensorsEntry entry = file.Entries.FirstOrDefault(e => e.Name == name)
            ?? throw new FileFormatException($"Restoring '{path}'", $"a tensor '{name}'", "none", "The checkpoint is of another network.");
        return entry.Shape.Aggregate(1L, (product, length) => product * length);
    }

    private static void RequireLength(SafetensorsFile file, string path, string name, int length)
    {
        if (LengthOf(file, path, name) is var stored && stored != length)
            throw new FileFormatException($"Restoring '{path}'", $"'{name}' with {length} values", $"{stored}", "The checkpoint is of another network.");
    }

    private static void Copy<T>(SafetensorsFile file, string path, string name, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireLength(file, path, name, target.Length);
        StoredArray array = file.Read(name);
        ReadOnlySpan<T> values = typeof(T) == typeof(float) ? MemoryMarshal.Cast<float, T>(array.ToSingle()) : MemoryMarshal.Cast<double, T>(array.ToDouble());
        values.CopyTo(target);
    }
}
