using Occam.Formats.Files;
using Occam.Records;

namespace Occam.Experiments.Running;

/// <summary>Keeps a second program from working in the same run folder. Readers need no claim; the system gives it up when a program is killed.</summary>
internal sealed class RunClaim : IDisposable
{
    private const string FileName = ".lock";
    private readonly FileStream _file;

    private RunClaim(FileStream file) => _file = file;

    /// <summary>Claims the folder.</summary>
    /// <exception cref="FileFormatException">Another program works there, or the place cannot be written.</exception>
    public static RunClaim Take(RunFolder folder)
    {
        try
        {
            return new RunClaim(new FileStream(Path.Combine(folder.FolderPath, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FileFormatException(
                $"Working in '{folder.FolderPath}'", "a folder that can be written and in which no other program works", fault.Message.TrimEnd('.'),
                "Wait until the other one has ended, or stop it; reports can be read meanwhile.");
        }
    }

    public void Dispose() => _file.Dispose();
}
