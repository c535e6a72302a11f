using System.Text.Json.Nodes;
using Occam.Records.Tests.Support;

namespace Occam.Records.Tests.Json;

/// <summary>Other programs read findings.json, so its keys are a promise: section 7 of the design, written out.</summary>
public sealed class FindingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TheKeysAreThoseOfTheDesign()
    {
        JsonNode findings = JsonNode.Parse(Samples.Findings().ToJson())!;
        Assert.Equal(["experiment", "budget", "seed", "spec_hash", "duration_seconds", "claims", "tables", "figures", "published"], Keys(findings));
        string[] claim = ["id", "statement", "source", "expected", "measured", "low", "high", "verdict"];
        Assert.Equal(claim, Keys(findings["claims"]![0]!));
        Assert.Equal([.. claim, "note"], Keys(findings["claims"]![1]!));
        Assert.Equal(["id", "title", "columns", "rows"], Keys(findings["tables"]![0]!));
        Assert.Equal(["id", "title", "caption", "file"], Keys(findings["figures"]![0]!));
        Assert.Equal(["id", "source", "published", "measured", "ratio", "comparable", "note"], Keys(findings["published"]![0]!));
    }

    [Fact]
    public void VerdictsAndNumbersAreWrittenPlainly()
    {
        JsonNode findings = JsonNode.Parse(Samples.Findings().ToJson())!;
        Assert.Equal(["held", "undecided", "contradicted"], findings["claims"]!.AsArray().Select(claim => (string?)claim!["verdict"]));
        Assert.Equal("18446744073709551615", findings["seed"]!.ToJsonString());
        Assert.Equal("\"NaN\"", findings["claims"]![1]!["measured"]!.ToJsonString());
        Assert.Null(findings["claims"]![1]!["low"]);
        Assert.Equal("\"Infinity\"", findings["claims"]![2]!["high"]!.ToJsonString());
        Assert.Equal("""[["true",2.5],["random","NaN"],[null,"-Infinity"]]""", findings["tables"]![0]!["rows"]!.ToJsonString());
    }

    [Fact]
    public void FindingsRoundTrip()
    {
        RunFolder run = Samples.Run(_folder);
        run.WriteFindings(Samples.Findings());
        Findings read = run.ReadFindings();
        Assert.Equal(Samples.Findings().ToJson(), read.ToJson());
        Assert.Equal(Samples.Findings().Claims, read.Claims);
        Assert.Equal(Samples.Findings().Published, read.Published);
        Assert.Equal(Samples.Findings().Figures, read.Figures);
        Assert.Equal(Samples.Findings().Tables[0].Rows, read.Tables[0].Rows);
        Assert.Equal((1, 1, 1), (read.Count(Verdict.Held), read.Count(Verdict.Contradicted), read.Count(Verdict.Undecided)));
    }

    [Fact]
    public void TheFileIsTheDocumentWithOneFinalNewline()
    {
        RunFolder run = Samples.Run(_folder);
        run.WriteFindings(Samples.Findings());
        string text = File.ReadAllText(Path.Combine(run.FolderPath, "findings.json"));
        Assert.Equal(Samples.Findings().ToJson(), text);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Keys(JsonNode node) => [.. node.AsObject().Select(member => member.Key)];
}
