namespace Occam.Networks.Architectures;

/// <summary>A family of networks that a name such as "mlp:512x3" chooses from.</summary>
/// <param name="Pattern">How names are written: "resnet:DEPTH".</param>
/// <param name="Summary">One line for a list of names.</param>
public sealed record ArchitectureFamily(string Pattern, string Summary)
{
    /// <summary>The part of the name before the colon.</summary>
    public required string Name { get; init; }

    /// <summary>What may stand after the colon, in words; null if nothing may.</summary>
    public string? Argument { get; init; }

    /// <summary>A name that is right.</summary>
    public required string Example { get; init; }

    /// <summary>The architecture for the text after the colon (null: no colon), or null if that text is not allowed.</summary>
    internal Func<string?, Architecture?> Read { get; init; } = _ => null;
}
