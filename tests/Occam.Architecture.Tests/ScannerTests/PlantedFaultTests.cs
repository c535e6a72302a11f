using Occam.Architecture.Tests.Scanning;

namespace Occam.Architecture.Tests.ScannerTests;

/// <summary>Each rule is shown what it forbids, and what it allows.</summary>
public class PlantedFaultTests
{
    [Fact]
    public void A_long_file_is_found()
    {
        Assert.Empty(Limits.Faults("a.cs", string.Concat(Enumerable.Repeat("// x\n", 400))));
        Assert.Equal(["a.cs: 401 lines, at most 400"], Limits.Faults("a.cs", string.Concat(Enumerable.Repeat("// x\n", 401))));
    }

    [Fact]
    public void A_long_function_is_found()
    {
        Assert.Empty(Limits.Faults("a.cs", Class(57)));
        Assert.Equal(["a.cs:3: 61 lines in 'void F()', at most 60"], Limits.Faults("a.cs", Class(58)));

        static string Class(int statements) => $"class A\n{{\n    void F()\n    {{\n{string.Concat(Enumerable.Repeat("x++;\n", statements))}    }}\n}}\n";
    }

    [Theory]
    [InlineData("public class A;", 0)]
    [InlineData("public class A<T>; public class A<T, U>;", 0)]
    [InlineData("public class A { public class B; } internal class C;", 0)]
    [InlineData("public class B;", 1)]
    [InlineData("public class A; public enum B { One }", 1)]
    public void Public_types_are_counted(string text, int faults) => Assert.Equal(faults, Placement.TypeFaults("src/Project/A.cs", text).Count());

    [Theory]
    [InlineData("namespace Project.Folder;\nclass A;", 0)]
    [InlineData("namespace Project;\nclass A;", 1)]
    [InlineData("class A;", 1)]
    [InlineData("return 0;", 0)]
    public void Namespaces_are_compared(string text, int faults) => Assert.Equal(faults, Placement.NamespaceFaults("src/Project/Folder/A.cs", text).Count());

    [Theory]
    [InlineData("TO", "DO", 1)]
    [InlineData("FIX", "ME", 1)]
    [InlineData("HA", "CK", 1)]
    [InlineData("a farm", "-bench", 1)]
    [InlineData("by two Agen", "ts", 1)]
    [InlineData("in /wo", "rk/main", 1)]
    [InlineData("see design", ".md", 1)]
    [InlineData("the tool `duplic", "ates`", 1)]
    [InlineData("the User-Agen", "t header, duplicates, a todo list, work/", 0)]
    public void Banned_words_are_found(string first, string second, int faults) => Assert.Equal(faults, BannedText.Faults("a.md", first + second).Count());

    [Theory]
    [InlineData("Occam.Measures", "<ProjectReference Include=\"../Occam.Networks/Occam.Networks.csproj\" />", 0)]
    [InlineData("Occam.Measures", "<ProjectReference Include=\"..\\Occam.Training\\Occam.Training.csproj\" />", 1)]
    [InlineData("Occam.Reports", "<ProjectReference Include=\"../Occam.Numerics/Occam.Numerics.csproj\" />", 1)]
    [InlineData("Occam.Numerics", "<PackageReference Include=\"MathNet.Numerics\" />", 1)]
    [InlineData("Occam.Cli", "<PackageReference Include=\"Spectre.Console\" />", 0)]
    [InlineData("Occam.Reports", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />", 1)]
    [InlineData("Occam.New", "", 1)]
    public void References_are_checked(string project, string items, int faults) =>
        Assert.Equal(faults, Dependencies.Faults(ProjectFile.Parse(project, $"<Project><ItemGroup>{items}</ItemGroup></Project>")).Count());

    [Theory]
    [InlineData("[a](b.md)", 0)]
    [InlineData("[a](b.md#two-words-here)", 0)]
    [InlineData("[a](#here)\n\n# Here", 0)]
    [InlineData("[a](https://example.org/x)", 0)]
    [InlineData("`[a](c.md)`\n```\n[a](c.md)\n```", 0)]
    [InlineData("[a](../other.md)", 0)]
    [InlineData("[a](c.md)", 1)]
    [InlineData("![a](c.png \"title\")", 1)]
    [InlineData("[a](b.md#elsewhere)", 1)]
    [InlineData("[a](#nowhere)", 1)]
    public void Links_are_followed(string text, int faults) => Assert.Equal(
        faults, Markdown.BrokenLinks("docs/a.md", text, path => path is "docs/a.md" or "docs/b.md" or "other.md", _ => "## Two words: `here`").Count());

    [Fact]
    public void Ids_claims_and_settings_are_read()
    {
        const string Code = """
            public string Id => "one";
            private static readonly ClaimInfo A = new("a", "It is.", Source, "x above 1"), B = null;
            private static readonly ClaimInfo C = new(
                "c", "It is (so).", Source + "d",
                "y");
            public IReadOnlyList<SettingInfo> Settings { get; } = With(new("key", "help", "1"), new("other-key", "more, help", "1", "2", "3"));
            """;
        Assert.Equal(["one"], DeclaredIds.Ids(Code));
        Assert.Equal(["leaky relu", "relu"], DeclaredIds.Kinds("public override string Kind => \"leaky relu\"; public static string Name => \"relu\"; string Kind => Name;"));
        Assert.Equal([("a", "It is.", "x above 1"), ("c", "It is (so).", "y")], DeclaredIds.Claims(Code));
        Assert.Equal(["| `key` | help | `1` | `1` | `1` |", "| `other-key` | more, help | `1` | `2` | `3` |"], DeclaredIds.SettingRows(Code));
    }

    [Fact]
    public void The_glossary_is_read()
    {
        const string Text = "| symbol | identifier | English | 中文 | meaning |\n|---|---|---|---|---|\n| θ | `Theta`, `A.B` | parameters | 参数 | all |\n| broken |\n";
        Assert.Equal(["Theta", "A.B"], Glossary.Identifiers(Text));
        Assert.True(Glossary.Occurs("A.B", "class A { int B; }"));
        Assert.False(Glossary.Occurs("A.B", "class A { int BB; }"));
    }
}
