namespace Occam.Reports.Html;

/// <summary>Text that is HTML already. Only templates and constants make it; what comes from data is escaped on the way in.</summary>
/// <param name="Text">The HTML.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>Nothing.</summary>
    public static readonly Markup Empty = new("");

    /// <summary>A template whose holes are escaped, unless they are markup themselves.</summary>
    public static Markup Of(ref MarkupHandler template) => new(template.Result());

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
