using System.Text.RegularExpressions;
using Occam.Architecture.Tests.Scanning;

namespace Occam.Architecture.Tests.Rules;

/// <summary>What the documentation owes to the source.</summary>
public class DocumentationRules
{
    /// <summary>Names that a reader of the code meets and the papers call by a letter.</summary>
    private static readonly string[] ExplainedIdentifiers =
    [
        "Theta", "ThetaDot", "ThetaBar", "ThetaBarDot", "XDot", "XBar", "XBarDot", "YBar", "ParameterCount", "ExampleCount", "GradientNormsSquared", "GradientSumSquared",
        "GradientDots", "MCoherence", "StandardError", "LearningRate", "WeightDecay", "BatchSize", "EffectiveNoise", "FactorShape", "FitAccuracy",
    ];

    [Fact]
    public void Every_measure_has_a_page() => HavePages("src/Occam.Measures", "docs/measures");

    [Fact]
    public void Every_experiment_has_a_page() => HavePages("src/Occam.Experiments", "docs/experiments");

    [Fact]
    public void Every_layer_is_in_the_table()
    {
        string[] kinds = [.. Repository.SourceFiles("src/Occam.Networks/Layers", "src/Occam.Networks/Convolutions", "src/Occam.Networks/Activations").Select(Repository.Read).SelectMany(DeclaredIds.Kinds)];
        string table = Repository.Read("docs/layers.md");
        Assert.NotEmpty(kinds);
        Faults.None(kinds.Where(kind => !Regex.IsMatch(table, $@"^\|[^|]*\b{Regex.Escape(kind)}\b", RegexOptions.Multiline)).Select(kind => $"'{kind}' is not in docs/layers.md"));
    }

    [Fact]
    public void Claims_stand_in_the_documentation_word_for_word() => Assert.All(
        Repository.SourceFiles("src/Occam.Experiments").Where(path => path.EndsWith("Claims.cs", StringComparison.Ordinal)), path =>
        {
            (string Id, string Statement, string Expected)[] claims = [.. DeclaredIds.Claims(Repository.Read(path))];
            if (Regex.Count(Repository.Read(path), @"ClaimInfo \w+ = new\(") is var declared) Assert.Equal(declared, claims.Length);
            if (claims.Length == 0) return;
            string folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
            string page = Repository.Read($"docs/experiments/{Repository.SourceFiles(folder).SelectMany(f => DeclaredIds.Ids(Repository.Read(f))).Single()}.md");
            Assert.All(claims, claim => Assert.Contains($"| `{claim.Id}` | {claim.Statement} | {claim.Expected} |", page, StringComparison.Ordinal));
        });

    [Fact]
    public void Settings_stand_in_the_documentation_with_their_defaults()
    {
        string pages = string.Join('\n', Repository.Files.Where(f => f.StartsWith("docs/experiments/", StringComparison.Ordinal)).Select(Repository.Read));
        string[] rows = [.. Repository.SourceFiles("src/Occam.Experiments").Select(Repository.Read).SelectMany(DeclaredIds.SettingRows)];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(row, pages, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_lead_somewhere() => Faults.None(
        MarkdownFiles().SelectMany(path => Markdown.BrokenLinks(path, Repository.Read(path), Repository.Exists, Repository.Read)));

    [Fact]
    public void Files_named_in_the_code_exist() => Faults.None(Repository.SourceFiles("src").SelectMany(path =>
        Regex.Matches(Repository.Read(path), @"\bdocs/[\w/.-]+\.md\b").Where(match => !Repository.Exists(match.Value)).Select(match => $"{path}: {match.Value}")));

    [Fact]
    public void The_glossary_explains_the_names_of_the_calculus() => Faults.None(ExplainedIdentifiers.Except(Glossary.Identifiers(Repository.Read("docs/glossary.md"))));

    [Fact]
    public void Names_of_the_glossary_are_in_the_code()
    {
        string code = string.Join('\n', Repository.SourceFiles("src").Select(Repository.Read));
        Assert.All(Glossary.Identifiers(Repository.Read("docs/glossary.md")), name => Assert.True(Glossary.Occurs(name, code), $"'{name}' is not in src/"));
    }

    [Fact]
    public void Decisions_have_dates() => Assert.All(
        Repository.Files.Where(f => f.StartsWith("docs/decisions/", StringComparison.Ordinal) && !f.EndsWith("README.md", StringComparison.Ordinal)),
        path => Assert.Matches(@"/\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$", path));

    private static IEnumerable<string> MarkdownFiles() => Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal));

    private static void HavePages(string source, string pages)
    {
        string[] ids = [.. Repository.SourceFiles(source).Select(Repository.Read).SelectMany(DeclaredIds.Ids)];
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.True(Repository.Exists($"{pages}/{id}.md"), $"'{id}' has no {pages}/{id}.md"));
        Assert.All(ids, id => Assert.StartsWith($"# {id}", Repository.Read($"{pages}/{id}.md"), StringComparison.Ordinal));
    }
}
