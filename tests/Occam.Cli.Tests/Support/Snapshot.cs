using System.Runtime.CompilerServices;

namespace Occam.Cli.Tests.Support;

/// <summary>Compares text with Snapshots/CLASS.NAME.verified.txt beside the test; on a difference leaves CLASS.NAME.received.txt and fails.</summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string testFile = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        string stem = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(testFile)}.{name}");
        string verifiedPath = $"{stem}.verified.txt", receivedPath = $"{stem}.received.txt";
        string received = actual.ReplaceLineEndings("\n");
        string? verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : null;
        if (verified == received)
        {
            File.Delete(receivedPath);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(receivedPath, received);
        Assert.Fail(verified is null
            ? $"No snapshot yet. Read {receivedPath}; if it is right, rename it to {Path.GetFileName(verifiedPath)}."
            : $"Differs from {verifiedPath} from line {FirstDifference(verified, received)} on; see {receivedPath}.");
    }

    private static int FirstDifference(string first, string second) =>
        first.Split('\n').Zip(second.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
}
