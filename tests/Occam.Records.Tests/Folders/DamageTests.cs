using System.Text.Json.Nodes;
using Occam.Records.Figures;
using Occam.Records.Tests.Support;

namespace Occam.Records.Tests.Folders;

/// <summary>A folder from elsewhere gives a message with the name of the file, never a stack trace.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public DamageTests() => _run = Samples.Run(_folder);

    public static TheoryData<string> NotAnObject =>
    [
        "", " ", "null", "[]", "1", "\"a\"", "{", "{}}", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"\\udc00\":1}", "{'a':1}", "{\"a\":NaN}", "\0",
        "{\"a\":1,}", "// a\n{}", new string('[', 10_000), string.Concat(Enumerable.Repeat("{\"a\":", 10_000)),
    ];

    [Theory]
    [MemberData(nameof(NotAnObject))]
    public void EveryDocumentRefusesWhatIsNotItsJson(string text)
    {
        FigureEntry figure = _run.WriteFigure(new ImageGridFigure("x", "", "", []));
        foreach ((string name, Action read) in Readers(figure))
        {
            File.WriteAllText(In(name), text);
            Assert.Contains(name, Refused.By(read).What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BytesThatAreNotUtf8AreRefused()
    {
        FigureEntry figure = _run.WriteFigure(new ImageGridFigure("x", "", "", []));
        foreach ((string name, Action read) in Readers(figure))
        {
            File.WriteAllBytes(In(name), [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
            Refused.By(read);
        }
    }

    [Fact]
    public void MissingDocumentsAreNamed()
    {
        Assert.Contains("findings.json", Refused.By(() => _run.ReadFindings()).What, StringComparison.Ordinal);
        Assert.Contains("gone.json", Refused.By(() => _run.ReadFigure(new FigureEntry("gone", "", "", "figures/gone.json"))).What, StringComparison.Ordinal);
    }

    [Fact]
    public void FindingsCutAnywhereAreRefused()
    {
        _run.WriteFindings(Samples.Findings());
        byte[] whole = File.ReadAllBytes(In("findings.json"));
        for (int length = 0; length < whole.Length - 1; length += 7)
        {
            File.WriteAllBytes(In("findings.json"), whole[..length]);
            Refused.By(() => _run.ReadFindings());
        }
    }

    [Theory]
    [InlineData("experiment")]
    [InlineData("budget")]
    [InlineData("seed")]
    [InlineData("spec_hash")]
    [InlineData("duration_seconds")]
    [InlineData("claims")]
    [InlineData("tables")]
    [InlineData("figures")]
    [InlineData("published")]
    public void FindingsWithoutOrWithNullInAMemberAreRefused(string member)
    {
        Spoil(findings => findings[member] = null);
        Refused.By(() => _run.ReadFindings());
        Spoil(findings => findings.Remove(member));
        Refused.By(() => _run.ReadFindings());
    }

    [Theory]
    [InlineData("/claims/0/verdict", "\"maybe\"")]
    [InlineData("/claims/0/verdict", "1")]
    [InlineData("/claims/0/verdict", "null")]
    [InlineData("/claims/0/measured", "\"3\"")]
    [InlineData("/claims/0/statement", "null")]
    [InlineData("/claims/0", "null")]
    [InlineData("/tables/0", "null")]
    [InlineData("/tables/0/columns/0", "null")]
    [InlineData("/tables/0/rows/0", "null")]
    [InlineData("/tables/0/rows/0", "[1]")]
    [InlineData("/tables/0/rows/0", "[1,2,3]")]
    [InlineData("/tables/0/rows/0/0", "{}")]
    [InlineData("/tables/0/rows/0/0", "true")]
    [InlineData("/figures/0", "null")]
    [InlineData("/figures/0/file", "null")]
    [InlineData("/published/0", "null")]
    [InlineData("/published/0/comparable", "1")]
    [InlineData("/seed", "-1")]
    [InlineData("/seed", "1.5")]
    [InlineData("/duration_seconds", "\"1\"")]
    public void FindingsWithOneWrongValueAreRefused(string place, string value)
    {
        string[] path = place.Split('/', StringSplitOptions.RemoveEmptyEntries);
        Spoil(findings =>
        {
            JsonNode parent = path[..^1].Aggregate((JsonNode)findings, (node, part) => int.TryParse(part, out int index) ? node[index]! : node[part]!);
            if (int.TryParse(path[^1], out int last)) parent[last] = JsonNode.Parse(value);
            else parent[path[^1]] = JsonNode.Parse(value);
        });
        Assert.Contains("findings.json", Refused.By(() => _run.ReadFindings()).What, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string In(string name) => Path.Combine(_run.FolderPath, name);

    private (string Name, Action Read)[] Readers(FigureEntry figure) =>
    [
        ("spec.json", () => _run.ReadSpec()),
        ("findings.json", () => _run.ReadFindings()),
        ("environment.json", () => _run.ReadEnvironment()),
        ("about.json", () => _run.ReadAbout()),
        (figure.File, () => _run.ReadFigure(figure)),
    ];

    private void Spoil(Action<JsonObject> change)
    {
        JsonObject findings = JsonNode.Parse(Samples.Findings().ToJson())!.AsObject();
        change(findings);
        File.WriteAllText(In("findings.json"), findings.ToJsonString());
    }
}
