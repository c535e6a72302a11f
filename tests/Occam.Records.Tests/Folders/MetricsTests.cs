using Occam.Records.Tests.Support;

namespace Occam.Records.Tests.Folders;

public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public MetricsTests() => _run = Samples.Run(_folder);

    private string File => Path.Combine(_run.FolderPath, "metrics.jsonl");

    [Fact]
    public void ALineHasItsNamesInOrder()
    {
        Append(new Observation("true", 12, new Dictionary<string, double> { ["loss"] = 0.5, ["Zeta"] = 1, ["accuracy"] = double.NaN }));
        Assert.Equal("""{"series":"true","step":12,"values":{"Zeta":1,"accuracy":"NaN","loss":0.5}}""" + "\n", System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(0.1)]
    [InlineData(1e23)]
    public void EveryNumberComesBackToTheBit(double value)
    {
        Append(One("true", 1, value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Assert.Single(_run.ReadMetrics()).Values["loss"]));
    }

    [Fact]
    public void SeriesNamesCannotBreakTheLine()
    {
        const string hostile = "a\n{\"b\u2028\r\0";
        Append(One(hostile, 1, 1));
        Assert.Equal(hostile, Assert.Single(_run.ReadMetrics()).Series);
        Assert.Single(System.IO.File.ReadAllText(File), '\n');
    }

    [Fact]
    public void AMissingFileHasNoObservations()
    {
        Assert.Empty(_run.ReadMetrics());
        _run.KeepMetrics(_ => false);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void AFileCutAtAnyByteHasItsWholeLinesAndGrowsOn()
    {
        Append(One("true", 1, 0.5), One("random", 1, double.NaN), One("é", 2, 1));
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int length = 0; length <= whole.Length; length++)
        {
            byte[] cut = whole[..length];
            int lines = cut.Count(b => b == '\n');
            System.IO.File.WriteAllBytes(File, cut);
            Assert.Equal(lines, _run.ReadMetrics().Count());
            Append(One("true", 9, 9));
            Observation[] after = [.. _run.ReadMetrics()];
            Assert.Equal(lines + 1, after.Length);
            Assert.Equal(9, after[^1].Step);
        }
    }

    [Fact]
    public void KeptLinesKeepTheirBytes()
    {
        const string spaced = """{ "series": "true", "step": 1, "values": { "loss": 0.50 } }""" + "\n";
        System.IO.File.WriteAllText(File, spaced + "{\"series\":\"true\",\"step\":2,\"values\":{}}\n" + spaced + "{\"series\":\"torn");
        _run.KeepMetrics(observation => observation.Step <= 1);
        Assert.Equal(spaced + spaced, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void EachSeriesIsCutAtItsOwnStep()
    {
        Append(One("true", 1, 1), One("random", 1, 2), One("true", 2, 3), One("random", 2, 4));
        _run.KeepMetrics(observation => observation.Series == "true" || observation.Step < 2);
        Assert.Equal([("true", 1L), ("random", 1L), ("true", 2L)], _run.ReadMetrics().Select(observation => (observation.Series, observation.Step)));
    }

    [Fact]
    public void ReplacedMetricsHaveTheBytesOfAppendedOnes()
    {
        Append(One("true", 2, double.NegativeInfinity), One("true", 1, 0.1));
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        Observation[] read = [.. _run.ReadMetrics()];
        _run.ReplaceMetrics(read);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
        _run.ReplaceMetrics(read.Reverse());
        Assert.Equal([1L, 2L], _run.ReadMetrics().Select(observation => observation.Step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"series":"a","step":1}""")]
    [InlineData("""{"series":null,"step":1,"values":{}}""")]
    [InlineData("""{"series":"a","step":1.5,"values":{}}""")]
    [InlineData("""{"series":"a","step":"1","values":{}}""")]
    [InlineData("""{"series":"a","step":1,"values":{"loss":null}}""")]
    [InlineData("""{"series":"a","step":1,"values":{"loss":"0.5"}}""")]
    [InlineData("""{"series":"a","step":1,"values":{"loss":1,"loss":2}}""")]
    [InlineData("""{"series":"a","series":"b","step":1,"values":{}}""")]
    [InlineData("""{"series":"\ud800","step":1,"values":{}}""")]
    public void ADamagedLineIsRefusedByItsNumberAndTheFileStays(string line)
    {
        string text = "{\"series\":\"a\",\"step\":1,\"values\":{}}\n" + line + "\n";
        System.IO.File.WriteAllText(File, text);
        Assert.Contains("line 2", Refused.By(() => Assert.NotEmpty(_run.ReadMetrics().ToArray())).What, StringComparison.Ordinal);
        Refused.By(() => _run.KeepMetrics(_ => false));
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void ReadersSeeWhatAnOpenLogHolds()
    {
        using MetricsLog log = _run.AppendMetrics();
        log.Append(One("true", 1, 1));
        Assert.Single(_run.ReadMetrics());
        log.Append(One("true", 2, 1));
        log.FlushToDisk();
        Assert.Equal(2, _run.ReadMetrics().Count());
    }

    public void Dispose() => _folder.Dispose();

    private static Observation One(string series, long step, double loss) => new(series, step, new Dictionary<string, double> { ["loss"] = loss });

    private void Append(params Observation[] observations)
    {
        using MetricsLog log = _run.AppendMetrics();
        Array.ForEach(observations, log.Append);
    }
}
