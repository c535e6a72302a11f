using System.Text.RegularExpressions;

namespace Occam.Architecture.Tests.Scanning;

/// <summary>Words that mark work as unfinished, and words that name somebody's machine instead of this project.</summary>
internal static class BannedText
{
    // Put together from parts, so that this file does not break its own rule.
    private static readonly (string Pattern, RegexOptions Options)[] Patterns =
    [
        (@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b", RegexOptions.None),
        (@"\bNotImplemented" + @"Exception\b", RegexOptions.None),
        (@"\bfarm" + @"-\w+", RegexOptions.IgnoreCase),
        ("`duplic" + "ates`", RegexOptions.None),
        (@"/wo" + @"rk/", RegexOptions.None),
        (@"(?<!user[-_]?)\bagen" + @"ts?\b", RegexOptions.IgnoreCase),
        (@"\b(design|style|papers|anchors)" + @"\.md\b", RegexOptions.None),
    ];

    public static IEnumerable<string> Faults(string path, string text)
    {
        foreach ((string pattern, RegexOptions options) in Patterns)
        {
            foreach (Match match in Regex.Matches(text, pattern, options))
                yield return $"{path}:{1 + text.AsSpan(0, match.Index).Count('\n')}: '{match.Value}'";
        }
    }
}
