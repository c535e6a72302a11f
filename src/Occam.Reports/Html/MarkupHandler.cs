using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Occam.Reports.Html;

/// <summary>Escapes every hole of an interpolated string for the text of an element and for a quoted attribute.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder text;

    public MarkupHandler(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

    public void AppendFormatted(Markup value) => text.Append(value.Text);

    public void AppendFormatted(IEnumerable<Markup> values)
    {
        foreach (Markup value in values)
            text.Append(value.Text);
    }

    public void AppendFormatted(int value) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    public string Result() => text.ToString();
}
