using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Runs;

public class DamagedRunTests(FinishedRun run)
{
    [Theory]
    [InlineData("resume", "nowhere", "nothing of that name")]
    [InlineData("verify", "empty", "a folder without one")]
    [InlineData("report", "nowhere", "nothing of that name")]
    [InlineData("report --text", "empty", "a folder without one")]
    public void A_folder_that_is_no_run_is_refused(string command, string place, string got)
    {
        using TemporaryFolder folder = new();
        folder.Write("empty/note.txt", []);
        Assert.Equal(got, Refusal.One(folder, [.. command.Split(' '), place]).Got);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("report")]
    [InlineData("report --text")]
    public void An_unfinished_run_is_refused(string command)
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        File.Delete(Path.Combine(place, "findings.json"));
        Assert.EndsWith($"occam resume runs/{run.Name}", Refusal.One(folder, [.. command.Split(' '), $"runs/{run.Name}"]).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "resume", "verify")]
    [InlineData("{}", "resume")]
    [InlineData("{\"experiment\":\"explain\",\"budget\":\"huge\",\"seed\":\"1\",\"settings\":{}}", "verify")]
    [InlineData("{\"experiment\":\"explain\",\"budget\":\"smoke\",\"seed\":\"-1\",\"settings\":{}}", "resume")]
    [InlineData("{\"experiment\":\"explain\",\"budget\":\"smoke\",\"seed\":\"1\",\"settings\":{\"steps\":5}}", "resume")]
    [InlineData("{\"experiment\":\"explain\",\"budget\":\"smoke\",\"seed\":\"1\",\"settings\":{\"steps\":\"0\"}}", "verify")]
    [InlineData("{\"experiment\":\"explain\",\"budget\":\"smoke\",\"seed\":\"1\",\"settings\":{}}", "resume")]
    [InlineData("{\"experiment\":\"other\",\"budget\":\"smoke\",\"seed\":\"1\",\"settings\":{}}", "resume")]
    public void A_damaged_specification_is_refused(string text, params string[] commands)
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        File.WriteAllText(Path.Combine(place, "spec.json"), text);
        foreach (string command in commands) Refusal.One(folder, command, $"runs/{run.Name}");
    }

    [Fact]
    public void A_run_in_a_folder_of_another_name_is_not_resumed()
    {
        using TemporaryFolder folder = new();
        RunFiles.Copy(run.FolderPath, folder.In("runs/mine"));
        ShownFault fault = Refusal.One(folder, "resume", "runs/mine/");
        Assert.Contains(run.Name, fault.Expected, StringComparison.Ordinal);
        Assert.Equal("'mine'", fault.Got);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"experiment\":\"explain\"}")]
    public void Damaged_findings_are_refused(string text)
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        File.WriteAllText(Path.Combine(place, "findings.json"), text);
        foreach (string command in (string[])["resume", "verify", "report"])
            Assert.Contains("findings.json", Refusal.One(folder, command, $"runs/{run.Name}").What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_figure_is_refused()
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        File.WriteAllText(Path.Combine(place, "figures/loss.json"), "{");
        Assert.Contains("loss.json", Refusal.One(folder, "report", $"runs/{run.Name}").What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoints/true.safetensors", 20)]
    [InlineData("checkpoints/random.safetensors", 0)]
    [InlineData("metrics.jsonl", 0)]
    public void A_cut_file_of_an_unfinished_run_is_refused(string name, int length)
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        File.Delete(Path.Combine(place, "findings.json"));
        string file = Path.Combine(place, name);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        ShownFault fault = Assert.Single(ShownFault.All(Failed(folder, place).Error));
        Assert.Contains(Path.GetFileName(name), fault.What + fault.Got, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkpoint_of_another_training_is_refused()
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        File.Delete(Path.Combine(place, "findings.json"));
        File.Copy(Path.Combine(place, "checkpoints/true.safetensors"), Path.Combine(place, "checkpoints/random.safetensors"), overwrite: true);
        Assert.Contains("random", Assert.Single(ShownFault.All(Failed(folder, place).Error)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"series\":\"true\",\"step\":0,\"values\":{}}")]
    [InlineData("{\"series\":\"true\",\"step\":3,\"values\":{\"train_accuracy\":0.5}}")]
    [InlineData("{\"series\":\"true\"}")]
    public void Records_that_no_training_wrote_are_refused(string line)
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        File.Delete(Path.Combine(place, "findings.json"));
        string metrics = Path.Combine(place, "metrics.jsonl");
        File.WriteAllText(metrics, line + "\n" + File.ReadAllText(metrics));
        Assert.Contains("metrics.jsonl", Failed(folder, place).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("taken")]
    [InlineData("/proc/occam")]
    public void A_place_that_cannot_be_written_is_refused(string place)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || !place.StartsWith('/'), "Only Linux has a folder in which nobody may write.");
        using TemporaryFolder folder = new();
        folder.Write("taken", [1]);
        Assert.Contains(place, Refusal.One(folder, [.. Tiny.Explain("--out", place)]).What, StringComparison.Ordinal);
    }

    /// <summary>A damaged run that is resumed may add to what tells of the machine, so that only the message is looked at.</summary>
    private static Outcome Failed(TemporaryFolder folder, string place)
    {
        Outcome outcome = OccamProcess.Run(folder.Path, "resume", place);
        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Equal("", outcome.Output);
        Assert.False(File.Exists(Path.Combine(place, "findings.json")));
        return outcome;
    }
}
