using System.Net;
using System.Text.RegularExpressions;

namespace Occam.Reports.Tests.Support;

/// <summary>What a browser would make of a page, as far as the tests need it; not the code under test.</summary>
internal static partial class PageText
{
    /// <summary>The page without what is inside scripts and styles.</summary>
    public static string Markup(string page) => ScriptOrStyle().Replace(page, "<$1></$1>");

    /// <summary>The words that a person sees, with white space joined.</summary>
    public static string Visible(string page) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(Markup(page), " ")), " ");

    /// <summary>Content of every script that runs.</summary>
    public static string[] Scripts(string page) => [.. Script().Matches(page).Select(match => match.Groups[1].Value)];

    /// <summary>The data of every chart.</summary>
    public static string[] ChartData(string page) => [.. Data().Matches(page).Select(match => match.Groups[1].Value)];

    /// <summary>The value of every attribute whose name matches, decoded.</summary>
    public static string[] Attributes(string page, string names) =>
    [
        .. Tag().Matches(Markup(page)).SelectMany(tag => Attribute().Matches(tag.Value))
            .Where(attribute => Regex.IsMatch(attribute.Groups[1].Value, $"^(?:{names})$", RegexOptions.IgnoreCase))
            .Select(attribute => WebUtility.HtmlDecode(attribute.Groups[2].Value.Trim('"', '\''))),
    ];

    [GeneratedRegex(@"<(script|style)\b[^>]*>.*?</\1[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex ScriptOrStyle();

    [GeneratedRegex(@"<script>(.*?)</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex(@"<script type=""application/json"" id=""figure-\d+-data"">(.*?)</script", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Data();

    [GeneratedRegex("<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s([^\s=>""']+)\s*=\s*(""[^""]*""|'[^']*'|[^\s>]*)")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
