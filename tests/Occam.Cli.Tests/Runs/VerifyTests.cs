using System.Text.Json.Nodes;
using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Runs;

public class VerifyTests(FinishedRun run)
{
    [Fact]
    public void A_run_repeats_to_the_same_bits()
    {
        Outcome outcome = OccamProcess.Run(run.Home, "verify", $"runs/{run.Name}", "--threads", "2");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Every recorded bit is the same.", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("different", outcome.Output, StringComparison.Ordinal);
        foreach (string name in (string[])["metrics.jsonl", "checkpoints/true.safetensors", "figures/loss.json", "findings.json"])
            Assert.Contains($"same      {name}\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_file_is_named()
    {
        using TemporaryFolder folder = new();
        string place = run.CopyTo(folder);
        string metrics = Path.Combine(place, "metrics.jsonl"), findings = Path.Combine(place, "findings.json"), checkpoint = Path.Combine(place, "checkpoints/true.safetensors");
        byte[] lines = File.ReadAllBytes(metrics), weights = File.ReadAllBytes(checkpoint);
        int digit = Array.FindLastIndex(lines, b => b is (byte)'3' or (byte)'4');
        lines[digit] ^= 7;
        weights[^1] ^= 1;
        File.WriteAllBytes(metrics, lines);
        File.WriteAllBytes(checkpoint, weights);
        JsonNode changed = JsonNode.Parse(File.ReadAllText(findings))!;
        changed["claims"]![0]!["verdict"] = "held";
        File.WriteAllText(findings, changed.ToJsonString());
        File.WriteAllText(Path.Combine(place, "figures/more.json"), "{}");

        Outcome outcome = OccamProcess.Run(folder.Path, "verify", place);

        Assert.Equal(1, outcome.ExitCode);
        string[] different = [.. outcome.Output.Split('\n').Where(line => line.StartsWith("different", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])];
        Assert.Equal(["checkpoints/true.safetensors", "figures/more.json", "metrics.jsonl", "findings.json"], different);
        Assert.StartsWith("Different: checkpoints/true.safetensors, figures/more.json, metrics.jsonl, findings.json.", outcome.Error[outcome.Error.IndexOf("Different", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }
}
