using System.Text.RegularExpressions;

namespace Occam.Cli.Tests.Support;

/// <summary>The four parts of a message, read back from standard error.</summary>
internal sealed partial record ShownFault(string What, string Expected, string Got, string Remedy)
{
    /// <summary>Fails unless the text is nothing but messages of four parts that are not empty.</summary>
    public static IReadOnlyList<ShownFault> All(string error)
    {
        List<ShownFault> faults = [];
        string rest = error.ReplaceLineEndings("\n");
        while (rest.Length > 0)
        {
            Match match = Message().Match(rest);
            Assert.True(match.Success, $"Not a message of four parts:\n{rest}");
            string[] parts = [.. match.Groups.Values.Skip(1).Select(g => Indentation().Replace(g.Value, " ").Trim())];
            Assert.All(parts, part => Assert.NotEqual("", part));
            faults.Add(new ShownFault(parts[0], parts[1], parts[2], parts[3]));
            rest = rest[match.Length..];
        }

        return faults;
    }

    [GeneratedRegex("^error (.+\n(?: {6}.+\n)*)  expected  (.+\n(?: {12}.+\n)*)  got       (.+\n(?: {12}.+\n)*)  try       (.+\n(?: {12}.+\n)*)")]
    private static partial Regex Message();

    [GeneratedRegex("\n +")]
    private static partial Regex Indentation();
}
