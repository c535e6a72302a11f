using Occam.Architecture.Tests.Scanning;

namespace Occam.Architecture.Tests.Rules;

/// <summary>Rules that every C# file keeps.</summary>
public class SourceRules
{
    [Fact]
    public void Files_and_functions_are_short() => None(Repository.SourceFiles("src", "tests", "benchmarks"), Limits.Faults);

    [Fact]
    public void A_file_has_one_public_type_and_its_name() => None(Repository.SourceFiles("src"), Placement.TypeFaults);

    [Fact]
    public void Namespaces_match_folders() => None(Repository.SourceFiles("src", "tests", "benchmarks"), Placement.NamespaceFaults);

    [Fact]
    public void No_text_has_banned_words() => None(Repository.Texts, BannedText.Faults);

    private static void None(IEnumerable<string> files, Func<string, string, IEnumerable<string>> faults)
    {
        string[] all = [.. files];
        Assert.NotEmpty(all);
        Faults.None(all.SelectMany(file => faults(file, Repository.Read(file))));
    }
}
