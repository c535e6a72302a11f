using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Safetensors;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;

namespace Occam.Training.Checkpoints;

/// <summary>
/// A training on disk: one safetensors file with each parameter block under its own name, the statistics, the optimizer's and the descent rule's
/// state and the number of steps, with a digest of all of it, because the format itself has none. Restoring it continues to the same bits.
/// Other programs can read the parameters.
/// </summary>
public static class Checkpoint
{
    private const string
        StateName = "occam.state", OptimizerName = "occam.optimizer", RuleName = "occam.rule", NotePrefix = "occam.note.",
        StepsKey = "steps", IdentityKey = "identity", DigestKey = "sha256";

    /// <summary>Writes the training as it stands, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The training.</param>
    /// <param name="identity">What decides the training, for example the hash of its specification; restoring checks it.</param>
    /// <param name="description">More text for the metadata, such as what network this is; restoring does not read it.</param>
    /// <param name="notes">What else has to come back with it.</param>
    /// <exception cref="ArgumentException">The description uses a key that the checkpoint needs itself.</exception>
    public static void Write<T>(
        string path, Trainer<T> trainer, string identity, IReadOnlyDictionary<string, string>? description = null, IReadOnlyList<CheckpointNote>? notes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<StoredArray> tensors =
        [
            StoredArray.From<T>(StateName, [trainer.State.Length], trainer.State),
            StoredArray.From<T>(OptimizerName, [trainer.OptimizerState.Length], trainer.OptimizerState),
        ];
        if (trainer.RuleState.Length > 0) tensors.Add(StoredArray.From<T>(RuleName, [trainer.RuleState.Length], trainer.RuleState));
        foreach (NamedBlock block in trainer.Network.Blocks)
            tensors.Add(StoredArray.From<T>(block.Name, [.. block.Block.Shape.Select(d => (long)d)], block.Of<T>(trainer.Theta.AsSpan())));
        foreach (CheckpointNote note in notes ?? []) tensors.Add(StoredArray.From<double>(NotePrefix + note.Name, [note.Values.Length], note.Values));
        string steps = trainer.StepsTaken.ToString(CultureInfo.InvariantCulture);
        Dictionary<string, string> metadata = new(description ?? new Dictionary<string, string>());
        metadata.Add(StepsKey, steps);
        metadata.Add(IdentityKey, identity);
        metadata.Add(DigestKey, Digest(tensors.Select(t => t.Name), name => tensors.Find(t => t.Name == name)!, steps));
        SafetensorsFile.Write(path, tensors, metadata);
    }

    /// <summary>Puts a training back to where the file was written, and returns the notes. After a failure the training is not fit for use.</summary>
    /// <exception cref="FileFormatException">The file is damaged or belongs to another training.</exception>
    public static IReadOnlyList<CheckpointNote> Restore<T>(string path, Trainer<T> trainer, string identity)
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
        if (trainer.RuleState.Length > 0) Copy<T>(file, path, RuleName, trainer.RuleState);
        else if (file.Contains(RuleName)) throw new FileFormatException($"Restoring '{path}'", $"no tensor '{RuleName}'", "one", "The checkpoint is of another descent rule.");
        foreach (NamedBlock block in trainer.Network.Blocks) Copy<T>(file, path, block.Name, block.Of<T>(trainer.Theta.AsSpan()));
        DemandDigest(file, path);
        trainer.StepsTaken = steps;
        return
        [
            .. file.Entries.Where(e => e.Name.StartsWith(NotePrefix, StringComparison.Ordinal))
                .Select(e => new CheckpointNote(e.Name[NotePrefix.Length..], file.Read(e.Name).ToDouble())),
        ];
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
        DemandDigest(file, path);
        return (theta, state);
    }

    private static void DemandDigest(SafetensorsFile file, string path)
    {
        if (file.Metadata.GetValueOrDefault(DigestKey) != Digest(file.Entries.Select(e => e.Name), file.Read, file.Metadata.GetValueOrDefault(StepsKey, "")))
            throw new FileFormatException($"Restoring '{path}'", "the values that the checkpoint was written with", "others", "The file is damaged: remove the checkpoint to start again.");
    }

    /// <summary>SHA-256 of every tensor's name and values, in the order of the names, and of the number of steps.</summary>
    private static string Digest(IEnumerable<string> names, Func<string, StoredArray> tensor, string steps)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(tensor(name).Data.Span);
        }

        hash.AppendData(Encoding.UTF8.GetBytes(steps));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void RequireLength(SafetensorsFile file, string path, string name, int length)
    {
        SafetensorsEntry entry = file.Entries.FirstOrDefault(e => e.Name == name)
            ?? throw new FileFormatException($"Restoring '{path}'", $"a tensor '{name}'", "none", "The checkpoint is of another network.");
        if (entry.Shape.Aggregate(1L, (product, side) => product * side) is var stored && stored != length)
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
