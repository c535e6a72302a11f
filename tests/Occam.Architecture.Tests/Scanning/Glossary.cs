using System.Text.RegularExpressions;

namespace Occam.Architecture.Tests.Scanning;

/// <summary>The table of docs/glossary.md: symbol, identifiers, English, Chinese, meaning.</summary>
internal static class Glossary
{
    public static IReadOnlyList<string[]> Rows(string text) =>
    [
        .. text.Split('\n')
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 5 && !cells[0].StartsWith("---", StringComparison.Ordinal) && cells[1] != "identifier"),
    ];

    /// <summary>The names between backticks in the second column.</summary>
    public static IEnumerable<string> Identifiers(string text) =>
        Rows(text).SelectMany(cells => Regex.Matches(cells[1], "`([^`]+)`").Select(match => match.Groups[1].Value));

    /// <summary>Whether a name of the glossary, with dots between its parts, occurs in code part by part.</summary>
    public static bool Occurs(string identifier, string code) =>
        identifier.Split('.').All(part => Regex.IsMatch(code, $@"\b{Regex.Escape(part)}\b"));
}
