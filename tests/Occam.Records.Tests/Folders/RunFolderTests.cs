using System.Text.Json.Nodes;
using Occam.Records.Json;
using Occam.Records.Tests.Support;

namespace Occam.Records.Tests.Folders;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AFolderIsNewThenUnfinishedThenFinished()
    {
        RunFolder first = RunFolder.OpenOrCreate(_folder.In("runs"), "explain", Samples.Spec(), out RunState state);
        Assert.Equal(RunState.New, state);
        Assert.False(first.IsFinished);
        RunFolder second = RunFolder.OpenOrCreate(_folder.In("runs"), "explain", Samples.Spec(), out state);
        Assert.Equal(RunState.Unfinished, state);
        Assert.Equal(first.FolderPath, second.FolderPath);
        second.WriteFindings(Samples.Findings());
        RunFolder third = RunFolder.OpenOrCreate(_folder.In("runs"), "explain", Samples.Spec(), out state);
        Assert.Equal(RunState.Finished, state);
        Assert.True(third.IsFinished);
    }

    [Fact]
    public void OrderOfMembersDoesNotMakeAnotherRun()
    {
        Samples.Run(_folder);
        JsonObject turned = new() { ["rate"] = 0.1, ["budget"] = "smoke", ["seed"] = 7 };
        RunFolder.OpenOrCreate(_folder.Path, "explain", turned, out RunState state);
        Assert.Equal(RunState.Unfinished, state);
    }

    [Fact]
    public void AnotherSpecificationInTheFolderIsRefused()
    {
        RunFolder run = Samples.Run(_folder);
        File.WriteAllText(Path.Combine(run.FolderPath, "spec.json"), "{}");
        Assert.Contains("another", Refused.By(() => Samples.Run(_folder)).Got, StringComparison.Ordinal);
        Assert.Equal("{}", File.ReadAllText(Path.Combine(run.FolderPath, "spec.json")));
    }

    [Fact]
    public void TheNameIsTheExperimentAndEightDigitsOfTheHash()
    {
        string name = RunFolder.NameOf("batch-size", Samples.Spec());
        Assert.Equal($"batch-size-{CanonicalJson.Hash(Samples.Spec())[..8]}", name);
        Assert.Matches("^batch-size-[0-9a-f]{8}$", name);
        Assert.NotEqual(name, RunFolder.NameOf("batch-size", Samples.Spec(seed: 8)));
    }

    [Fact]
    public void TheSpecificationFileHoldsTheCanonicalBytes()
    {
        RunFolder run = Samples.Run(_folder);
        Assert.Equal("""{"budget":"smoke","rate":0.1,"seed":7}""", File.ReadAllText(Path.Combine(run.FolderPath, "spec.json")));
        Assert.True(JsonNode.DeepEquals(Samples.Spec(), run.ReadSpec()));
    }

    [Fact]
    public void OnlyTheFolderOfARunIsOpened()
    {
        Assert.Contains("nothing", Refused.By(() => RunFolder.Open(_folder.In("none"))).Got, StringComparison.Ordinal);
        Assert.Contains("without", Refused.By(() => RunFolder.Open(_folder.Path)).Got, StringComparison.Ordinal);
        string path = Samples.Run(_folder).FolderPath;
        Assert.Equal(path, RunFolder.Open(path).FolderPath);
    }

    [Fact]
    public void AFileInThePlaceOfTheFolderIsRefused()
    {
        File.WriteAllText(_folder.In("runs"), "");
        Refused.By(() => RunFolder.OpenOrCreate(_folder.In("runs"), "explain", Samples.Spec(), out _));
    }

    [Fact]
    public void WordsAndEnvironmentRoundTrip()
    {
        RunFolder run = Samples.Run(_folder);
        Assert.Null(run.ReadAbout());
        Assert.Null(run.ReadEnvironment());
        About about = new("Why <this>?", "First.\n\nSecond 为什么.", ["Zhang et al. 2017", ""]);
        EnvironmentInfo environment = EnvironmentInfo.Gather(typeof(RunFolder).Assembly, "occam run explain", 2);
        run.WriteAbout(about);
        run.WriteEnvironment(environment);
        Assert.Equivalent(about, run.ReadAbout(), strict: true);
        Assert.Equivalent(environment, run.ReadEnvironment(), strict: true);
    }

    [Fact]
    public void TimingsComeBackInOrder()
    {
        RunFolder run = Samples.Run(_folder);
        Assert.Empty(run.ReadTimings());
        Timing[] timings = [new("train", 3, 0.25), new("measure", 3, double.PositiveInfinity)];
        Array.ForEach(timings, run.AppendTiming);
        Assert.Equal(timings, run.ReadTimings());
    }

    public void Dispose() => _folder.Dispose();
}
