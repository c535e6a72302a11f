using System.Security.Cryptography;
using System.Text;

namespace Occam.Reports.Html;

/// <summary>A script inside the page, and the hash by which the page's policy allows it and nothing else.</summary>
internal sealed class InlineScript(string source)
{
    // Inside a script of HTML only these words can end or reopen the element; in JavaScript text the backslash changes nothing.
    private readonly string text = source
        .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
        .Replace("<!--", "<\\!--", StringComparison.Ordinal);

    public Markup Element => new($"<script>{text}</script>\n");

    public string PolicySource => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
