using System.Security.Cryptography;
using Occam.Formats.Files;

namespace Occam.Experiments.Models;

/// <summary>The ONNX file that says how a network is built. A run keeps a copy, so that its checkpoints can be measured wherever its folder goes.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">The digest of its content.</param>
internal sealed record ArchitectureFile(string Path, string Sha256)
{
    /// <summary>What the copy is called in <c>models/</c>.</summary>
    public const string CopyName = "network.onnx";

    private const string ModelsFolder = "models";

    /// <summary>The file at a path.</summary>
    public static ArchitectureFile At(string path) => new(path, Digest(path));

    /// <summary>The file of a checkpoint: in models/ of its run, or beside it.</summary>
    /// <exception cref="FileFormatException">There is none, or it is another one.</exception>
    public static ArchitectureFile Of(string checkpoint, string sha256)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(checkpoint))!;
        string[] places = [System.IO.Path.Combine(System.IO.Path.GetDirectoryName(folder) ?? folder, ModelsFolder, CopyName), System.IO.Path.Combine(folder, CopyName)];
        string what = $"Reading '{checkpoint}'";
        ArchitectureFile[] found = [.. places.Where(File.Exists).Select(At)];
        if (found.Length == 0)
        {
            throw new FileFormatException(
                what, $"the network that it was trained with, as '{CopyName}' in {ModelsFolder}/ of its run or beside it", "neither",
                $"Copy {ModelsFolder}/{CopyName} of the run beside the checkpoint.");
        }

        return found.FirstOrDefault(f => f.Sha256 == sha256)
            ?? throw new FileFormatException(what, $"'{found[0].Path}' with SHA-256 {sha256}", found[0].Sha256, "Give the file of the run that wrote the checkpoint.");
    }

    /// <summary>The digest of a file's content, in lower-case hexadecimal.</summary>
    public static string Digest(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Leaves a copy where there is none, or another file.</summary>
    /// <exception cref="FileFormatException">The file has changed since it was read, or the copy cannot be written.</exception>
    public void CopyTo(string path)
    {
        if (File.Exists(path) && Digest(path) == Sha256) return;
        byte[] content = File.ReadAllBytes(Path);
        string digest = Convert.ToHexStringLower(SHA256.HashData(content));
        if (digest != Sha256) throw new FileFormatException($"Copying '{Path}'", $"SHA-256 {Sha256}, as when it was read", digest, "Leave the file alone until the run has begun, and start again.");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, content, static (stream, bytes) => stream.Write(bytes));
    }
}
