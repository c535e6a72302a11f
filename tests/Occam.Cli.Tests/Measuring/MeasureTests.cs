using System.Text.Json.Nodes;
using Occam.Cli.Tests.Support;
using Occam.Formats.Npy;

namespace Occam.Cli.Tests.Measuring;

public class MeasureTests(FinishedRun run)
{
    private string Checkpoint => Path.Combine(run.FolderPath, "checkpoints", "true.safetensors");

    [Fact]
    public void The_document_and_nothing_else_is_printed_and_the_same_is_written()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(folder.Path, "measure", Checkpoint, "--data", "mnist-mini", "--only", "loss,ntk", "--json", "--out", "measured");
        AssertFine(outcome);
        JsonObject document = JsonNode.Parse(outcome.Output)!.AsObject();
        Assert.Equal(["loss", "ntk", "notes"], document.Select(p => p.Key));
        Assert.Equal("ntk.npy", document["ntk"]!.GetValue<string>());
        Assert.Equal(outcome.Output, File.ReadAllText(folder.In("measured/measures.json")));
        using NpyRowReader kernel = new(folder.In("measured/ntk.npy"));
        Assert.Equal([2000, 2000], kernel.Shape);
    }

    [Fact]
    public void The_tables_show_layers_and_classes()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(folder.Path, "measure", Checkpoint, "--data", "mnist-mini", "--threads", "1");
        AssertFine(outcome);
        foreach (string shown in (string[])["│ m_coherence ", "│ layer ", "│ fc1 ", "│ class ", "│ 9 ", "Standardized with the checkpoint's constants", "--out"])
            Assert.Contains(shown, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using TemporaryFolder folder = new();
        string[] command = ["measure", Checkpoint, "--data", "mnist-mini", "--json", "--threads"];
        Assert.Equal(OccamProcess.Run(folder.Path, [.. command, "1"]).Output, OccamProcess.Run(folder.Path, [.. command, "3"]).Output);
    }

    [Theory]
    [InlineData("measure", "'occam measure --help' explains.")]
    [InlineData("measure a.onnx", "'occam measure --help' explains.")]
    [InlineData("measure a.onnx --data d.npz --only m_coherance", "Did you mean 'm_coherence'?")]
    [InlineData("measure a.onnx --data d.npz --split tets", "Did you mean 'test'?")]
    [InlineData("measure a.onnx --data d.npz --loss mes", "Did you mean 'mse'?")]
    [InlineData("measure a.onnx --data d.npz --precision duoble", "Did you mean 'double'?")]
    [InlineData("measure a.onnx --data d.npz --memory lots", "Write for example --memory 4GB.")]
    [InlineData("measure a.onnx --data d.npz --memory -1GB", "Write for example --memory 4GB.")]
    [InlineData("measure a.onnx --data d.npz --labels y.npy", "Put the labels into the data, as y.")]
    [InlineData("measure a.onnx --gradients g.npy", "Leave one of them out.")]
    [InlineData("measure --gradients g.npy --data d.npz", "Leave it out: gradients are taken as they are.")]
    [InlineData("measure --gradients g.npy --exact", "Leave it out: gradients are taken as they are.")]
    [InlineData("measure --gradients g.npy --precision double", "Leave it out: gradients are taken as they are.")]
    [InlineData("measure --gradients g.npy --samples 3", "Leave it out: gradients are taken as they are.")]
    [InlineData("measure --gradients g.npy --only loss", "Choose one of these.")]
    public void What_makes_no_sense_is_refused(string line, string remedy)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(remedy, Refusal.One(folder, line.Split(' ')).Remedy);
    }

    [Fact]
    public void A_split_that_is_not_there_is_refused()
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("batch.npz"), [20, 28, 28]);
        Assert.Equal("--split", Refusal.One(folder, "measure", Checkpoint, "--data", "batch.npz", "--split", "test").What);
    }

    [Fact]
    public void A_measurement_stops_when_asked_and_leaves_nothing_half_done()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using TemporaryFolder folder = new();

        // The file of the kernel is there, under another name, as soon as the work on it begins.
        using OccamProcess process = OccamProcess.Start(
            folder.Path, "measure", Checkpoint, "--data", "mnist-mini", "--only", "ntk", "--json", "--out", "measured", "--threads", "1", "--memory", "80MB");
        process.WaitFor(() => Directory.Exists(folder.In("measured")) && Directory.EnumerateFiles(folder.In("measured")).Any());
        process.Signal(OccamProcess.Interrupt);
        Outcome outcome = process.End();
        Assert.True(outcome.ExitCode == 130, outcome.ToString());
        Assert.Equal("", outcome.Output);
        Assert.EndsWith("Stopped.\n", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.In("measured")));
    }

    /// <summary>On a slow machine a forecast may stand on standard error.</summary>
    private static void AssertFine(Outcome outcome)
    {
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.DoesNotContain("error", outcome.Error, StringComparison.Ordinal);
    }
}
