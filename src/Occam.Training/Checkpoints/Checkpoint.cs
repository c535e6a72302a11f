using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Safetensors;
using Occam.Networks.Parameters;

namespace Occam.Training.Checkpoints;

/// <summary>
/// A training on disk: one safetensors file with each parameter block under its own name, the statistics, the optimizer's and the descent rule's
/// state and the number of steps, with a digest of all of it, because the format itself has none. Restoring it continues to the same bits. Other programs can read
/// the parameters.
/// </summary>
public static class Checkpoint
{
    private const string StateName = "occam.state", OptimizerName = "occam.optimizer", RuleName = "occam.rule", NotePrefix = "occam.note.";
    private const string StepsKey = "steps", IdentityKey = "identity", DigestKey = "sha256";

    /// <summary>Writes the training as it stands, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The training.</param>
    /// <param name="identity">What decides the training, for example the hash of its specification; restoring checks it.</param>
    /// <param name="notes">What else has to come back with it.</param>
    public static void Write<T>(string path, Trainer<T> trainer, string identity, params IReadOnlyList<CheckpointNote> notes)
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
        foreach (CheckpointNote note in notes) tensors.Add(StoredArray.From<double>(NotePrefix + note.Name, [note.Values.Length], note.Values));
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string>
        {
            [StepsKey] = trainer.StepsTaken.ToString(CultureInfo.InvariantCulture),
            [IdentityKey] = identity,
            [DigestKey] = Digest(trainer, notes),
        });
    }

    /// <summary>Puts a training back to where the file was written, and returns the notes in the order of their names. After a failure the training is not fit for use.</summary>
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
        trainer.StepsTaken = steps;
        CheckpointNote[] notes = [.. file.Entries.Select(e => e.Name).Where(n => n.StartsWith(NotePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n => new CheckpointNote(n[NotePrefix.Length..], file.Read(n).ToDouble()))];
        if (file.Metadata.GetValueOrDefault(DigestKey) != Digest(trainer, notes))
            throw new FileFormatException($"Restoring '{path}'", "the values that the checkpoint was written with", "others", "The file is damaged: remove the checkpoint to start again.");
        return notes;
    }

    private static string Digest<T>(Trainer<T> trainer, IEnumerable<CheckpointNote> notes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (T[] values in (ReadOnlySpan<T[]>)[trainer.Theta, trainer.State, trainer.OptimizerState, trainer.RuleState]) hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes<long>([trainer.StepsTaken]));
        foreach (CheckpointNote note in notes.OrderBy(n => n.Name, StringComparer.Ordinal)) hash.AppendData(MemoryMarshal.AsBytes(note.Values.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Copy<T>(SafetensorsFile file, string path, string name, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!file.Contains(name)) throw new FileFormatException($"Restoring '{path}'", $"a tensor '{name}'", "none", "The checkpoint is of another network.");
        StoredArray array = file.Read(name);
        ReadOnlySpan<T> values = typeof(T) == typeof(float) ? MemoryMarshal.Cast<float, T>(array.ToSingle()) : MemoryMarshal.Cast<double, T>(array.ToDouble());
        if (values.Length != target.Length)
            throw new FileFormatException($"Restoring '{path}'", $"'{name}' with {target.Length} values", $"{values.Length}", "The checkpoint is of another network.");
        values.CopyTo(target);
    }
}
