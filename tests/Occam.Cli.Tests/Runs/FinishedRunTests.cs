using System.Text.Json.Nodes;
using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Runs;

public class FinishedRunTests(FinishedRun run)
{
    /// <summary>What is kept of each example of each training.</summary>
    private static IEnumerable<string> Arrays => Minima.Concat(
        from series in (string[])["partly", "random", "true"]
        from name in (string[])["alignments", "correct-fraction", "first-learnt", "forgetting", "learning-time", "losses", "mean-loss", "mean-output-error", "norms", "predicted", "usual-prediction"]
        select $"arrays/{series}-{name}.npy");

    private static IEnumerable<string> Minima =>
        from series in (string[])["partly", "random", "true"]
        from name in (string[])["effective-rank", "evidence-over-null", "hessian-largest", "hessian-smallest", "hessian-trace", "prior-precision"]
        select $"arrays/flatness-{series}-{name}.npy";

    [Fact]
    public void A_run_writes_every_file_of_the_run_folder()
    {
        Assert.Contains(run.First.ExitCode, (int[])[0, 1]);
        Assert.StartsWith("explain-", run.Name, StringComparison.Ordinal);
        Assert.Equal(
            [
                "about.json", .. Arrays, "checkpoints/partly.safetensors", "checkpoints/random.safetensors", "checkpoints/true.safetensors", "environment.json",
                "figures/accuracy.json", "figures/coherence-accuracy.json", "figures/coherence-layers-partly.json", "figures/coherence-layers-random.json",
                "figures/coherence-layers-true.json", "figures/coherence.json", "figures/groups-coherence.json", "figures/groups.json", "figures/loss.json",
                "figures/memorized-partly.json", "figures/memorized-true.json", "figures/noise-scale.json", "figures/regret.json", "findings.json",
                "metrics.jsonl", "report.html", "spec.json", "timings.jsonl",
            ],
            RunFiles.Names(run.FolderPath));
        Assert.All(RunFiles.Names(run.FolderPath), name => Assert.NotEqual(0, new FileInfo(Path.Combine(run.FolderPath, name)).Length));
    }

    [Fact]
    public void The_specification_holds_every_setting_and_its_hash_names_the_folder()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(run.FolderPath, "spec.json"));
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        Assert.Equal($"explain-{hash[..8]}", run.Name);
        JsonNode spec = JsonNode.Parse(bytes)!;
        Assert.Equal(("explain", "smoke", "7"), ((string)spec["experiment"]!, (string)spec["budget"]!, (string)spec["seed"]!));
        Assert.Equal(("60", "0.02"), ((string)spec["settings"]!["steps"]!, (string)spec["settings"]!["learning-rate"]!));
        Assert.Equal(hash, (string)Findings()["spec_hash"]!);
    }

    [Fact]
    public void The_exit_code_tells_whether_a_claim_was_contradicted()
    {
        bool contradicted = Findings()["claims"]!.AsArray().Any(c => (string)c!["verdict"]! == "contradicted");
        Assert.Equal(contradicted ? 1 : 0, run.First.ExitCode);
    }

    [Fact]
    public void A_run_ends_with_the_published_numbers_beside_its_own()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(
            folder.Path,
            [
                "run", "randomization", "--budget", "smoke", "--threads", "1", "train=100", "test=100", "steps=20", "batch-size=20", "model=mlp:512", "networks=none", "conditions=none", "corruption=0,1",
            ]);
        string report = OccamProcess.Run(folder.Path, "report", Assert.Single(Directory.GetDirectories(folder.In("runs"))), "--text").Output;
        Assert.All(
            (string[])[outcome.Output, report], text =>
            {
                Assert.Contains("Published  Measured  Deviation  Ratio  Comparable  Quantity", text, StringComparison.Ordinal);
                Assert.Contains("true-train-accuracy\n", text, StringComparison.Ordinal);
                Assert.Contains("Table 1: mlp:512, random labels, test accuracy in %", text, StringComparison.Ordinal);
                Assert.Contains("Not comparable: data mnist-mini, not cifar10; 100 training examples, not 50,000;", text, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void A_contradicted_claim_gives_exit_code_1()
    {
        using TemporaryFolder folder = new();
        string findings = Path.Combine(run.CopyTo(folder), "findings.json");
        JsonNode changed = JsonNode.Parse(File.ReadAllText(findings))!;
        changed["claims"]![0]!["verdict"] = "contradicted";
        File.WriteAllText(findings, changed.ToJsonString());
        Outcome outcome = OccamProcess.Run(folder.Path, [.. Tiny.Explain("--budget", "smoke", "--seed", "7")]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("contradicted", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_specification_is_not_computed_twice()
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        Outcome again = OccamProcess.Run(folder.Path, [.. Tiny.Explain("--budget", "smoke", "--seed", "7")]);
        Assert.Equal(run.First.ExitCode, again.ExitCode);
        Assert.Contains("finished before", again.Output, StringComparison.Ordinal);
        Assert.Equal("", again.Error);
        Assert.Equal([run.Name], Directory.GetDirectories(folder.In("runs")).Select(Path.GetFileName));
        Assert.All(RunFiles.Names(run.FolderPath), name => Assert.Equal(File.ReadAllBytes(Path.Combine(run.FolderPath, name)), File.ReadAllBytes(Path.Combine(place, name))));
    }

    [Fact]
    public void Json_is_the_findings_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        Outcome outcome = OccamProcess.Run(folder.Path, "resume", place, "--json");
        Assert.Equal(File.ReadAllText(Path.Combine(place, "findings.json")), outcome.Output);
        Assert.NotNull(JsonNode.Parse(outcome.Output));
    }

    [Fact]
    public void Options_and_keys_are_two_ways_to_say_the_same()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(
            folder.Path, "explain", "--train", "100", "--test=100", "--model", "mlp:8", "--steps", "60", "--batch-size=20", "warm-up=10", "budget=smoke", "seed=7", "threads=2", "out=else/where", "--json");
        string place = Assert.Single(Directory.GetDirectories(folder.In("else/where")));
        Assert.Equal(run.Name, Path.GetFileName(place));
        Assert.Equal(File.ReadAllText(Path.Combine(place, "findings.json")), outcome.Output);

        // One thread there, two here: no byte may differ.
        RunFiles.AssertSame(run.FolderPath, place);
        Assert.Equal(["else"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Other_instruction_sets_give_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        foreach (string limit in (string[])["DOTNET_EnableAVX512", "DOTNET_EnableAVX2"])
        {
            OccamProcess.Run(folder.Path, new Dictionary<string, string> { [limit] = "0" }, [.. Tiny.Explain("--budget", "smoke", "--seed", "7", "--out", limit)]);
            RunFiles.AssertSame(run.FolderPath, folder.In($"{limit}/{run.Name}"));
        }
    }

    [Fact]
    public void Another_seed_gives_another_run()
    {
        using TemporaryFolder folder = new();
        OccamProcess.Run(folder.Path, [.. Tiny.Explain("--budget", "smoke", "--seed", "8")]);
        string place = Assert.Single(Directory.GetDirectories(folder.In("runs")));
        Assert.NotEqual(run.Name, Path.GetFileName(place));
        Assert.NotEqual(File.ReadAllText(Path.Combine(run.FolderPath, "metrics.jsonl")), File.ReadAllText(Path.Combine(place, "metrics.jsonl")));
    }

    [Fact]
    public void The_report_as_text_names_every_claim_with_its_verdict()
    {
        Outcome outcome = OccamProcess.Run(run.Home, "report", run.FolderPath, "--text");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.DoesNotContain('\e', outcome.Output);
        string text = outcome.Output.ReplaceLineEndings(" ");
        Assert.All(Findings()["claims"]!.AsArray(), claim =>
        {
            Assert.Contains((string)claim!["statement"]!, text, StringComparison.Ordinal);
            Assert.Contains((string)claim["verdict"]!, text, StringComparison.Ordinal);
        });
        Assert.Contains("occam explain --budget smoke --seed 7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_can_be_written_anew()
    {
        using TemporaryFolder folder = new();
        string report = Path.Combine(run.CopyTo(folder), "report.html");
        byte[] before = File.ReadAllBytes(report);
        File.Delete(report);
        Outcome outcome = OccamProcess.Run(folder.Path, "report", $"runs/{run.Name}");
        Assert.Equal((0, $"runs/{run.Name}/report.html\n", ""), (outcome.ExitCode, outcome.Output, outcome.Error));
        Assert.Equal(before, File.ReadAllBytes(report));
    }

    private JsonNode Findings() => JsonNode.Parse(File.ReadAllText(Path.Combine(run.FolderPath, "findings.json")))!;
}
