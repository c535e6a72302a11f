namespace Occam.Cli.Tests.Support;

/// <summary>One tiny finished run, shared by the tests that only read it or work on a copy.</summary>
public sealed class FinishedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FinishedRun()
    {
        First = OccamProcess.Run(_folder.Path, [.. Tiny.Explain("--budget", "smoke", "--seed", "7")]);
        Name = Path.GetFileName(Assert.Single(Directory.GetDirectories(_folder.In("runs"))));
    }

    internal Outcome First { get; }

    /// <summary>explain-HASH8.</summary>
    internal string Name { get; }

    internal string FolderPath => Path.Combine(_folder.Path, "runs", Name);

    /// <summary>The folder above "runs".</summary>
    internal string Home => _folder.Path;

    /// <summary>Copies the run to runs/NAME in another folder and returns its place there.</summary>
    internal string CopyTo(TemporaryFolder target)
    {
        string place = target.In($"runs/{Name}");
        RunFiles.Copy(FolderPath, place);
        return place;
    }

    public void Dispose() => _folder.Dispose();
}
