using Occam.Formats.Files;
using Occam.Records;

namespace Occam.Cli.Commands;

/// <summary>The folder of a run whose findings are there.</summary>
internal static class FinishedFolder
{
    public static RunFolder Open(string path)
    {
        RunFolder folder = RunFolder.Open(path);
        return folder.IsFinished
            ? folder
            : throw new FileFormatException($"Opening '{path}'", "a finished run", "one without findings", $"Finish it first: {CommandText.Resume(folder)}");
    }
}
