using System.Text.RegularExpressions;

namespace Occam.Architecture.Tests.Scanning;

/// <summary>Links and headings of a Markdown text; code is not looked at.</summary>
internal static partial class Markdown
{
    /// <summary>The targets of all links, without titles.</summary>
    public static IEnumerable<string> Links(string text) => Link().Matches(WithoutCode(text)).Select(match => match.Groups[1].Value);

    /// <summary>The anchors that GitHub gives to the headings.</summary>
    public static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(Fenced().Replace(text, "")).Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Links that lead nowhere inside the repository.</summary>
    /// <param name="path">The file's path from the root.</param>
    /// <param name="text">Its content.</param>
    /// <param name="exists">Whether a path from the root exists.</param>
    /// <param name="read">The content of another file.</param>
    public static IEnumerable<string> BrokenLinks(string path, string text, Func<string, bool> exists, Func<string, string> read)
    {
        foreach (string link in Links(text).Where(link => !Regex.IsMatch(link, "^(https?|mailto):")))
        {
            string[] parts = link.Split('#', 2);
            string target = parts[0].Length == 0 ? path : Resolve(Path.GetDirectoryName(path) ?? "", parts[0]);
            if (!exists(target)) yield return $"{path}: {link} leads to {target}, which is not there";
            else if (parts.Length == 2 && !Anchors(target == path ? text : read(target)).Contains(parts[1])) yield return $"{path}: {link} names a heading that is not there";
        }
    }

    private static string Resolve(string folder, string target)
    {
        List<string> parts = [.. folder.Split('/', '\\').Where(p => p.Length > 0)];
        foreach (string part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "")) parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static string WithoutCode(string text) => InlineCode().Replace(Fenced().Replace(text, ""), "");

    [GeneratedRegex(@"\]\(\s*<?([^\s)>]+)>?[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
