namespace Occam.Architecture.Tests.Scanning;

/// <summary>A type that is not inside another type; its name without type parameters.</summary>
internal sealed record CodeType(string Name, bool IsPublic);
