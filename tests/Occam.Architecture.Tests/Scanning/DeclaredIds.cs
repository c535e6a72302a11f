using System.Text.RegularExpressions;

namespace Occam.Architecture.Tests.Scanning;

/// <summary>What source files promise that the documentation must repeat: ids, claims and settings.</summary>
internal static partial class DeclaredIds
{
    /// <summary>The ids of measures or experiments.</summary>
    public static IEnumerable<string> Ids(string code) => Id().Matches(code).Select(match => match.Groups[1].Value);

    /// <summary>The names of layers and of the functions of elementwise layers.</summary>
    public static IEnumerable<string> Kinds(string code) => Kind().Matches(code).Select(match => match.Groups[1].Value);

    /// <summary>Id, statement and expectation of each claim of a file.</summary>
    public static IEnumerable<(string Id, string Statement, string Expected)> Claims(string code) =>
        Claim().Matches(code).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));

    /// <summary>The row of the documentation's table that each setting must have: one default for all budgets stands three times.</summary>
    public static IEnumerable<string> SettingRows(string code)
    {
        foreach (Match match in Setting().Matches(code))
        {
            string[] values = [.. match.Groups[3].Captures.Select(capture => $"`{capture.Value}`")];
            if (values.Length is not (1 or 3)) continue;
            string[] three = values.Length == 1 ? [values[0], values[0], values[0]] : values;
            yield return $"| `{match.Groups[1].Value}` | {match.Groups[2].Value} | {string.Join(" | ", three)} |";
        }
    }

    [GeneratedRegex("""\bstring Id => "([^"]+)";""")]
    private static partial Regex Id();

    [GeneratedRegex("""\bstring (?:Kind|Name) => "([^"]+)";""")]
    private static partial Regex Kind();

    [GeneratedRegex("""ClaimInfo \w+ = new\(\s*"([^"]+)",\s*"([^"]+)",[^"]*(?:"[^"]*")?\s*,\s*"([^"]+)"\s*\)""")]
    private static partial Regex Claim();

    [GeneratedRegex("""new\("([a-z-]+)", "([^"]*)"(?:, "([^"]*)")+\)""")]
    private static partial Regex Setting();
}
