namespace Occam.Architecture.Tests.Scanning;

/// <summary>Where a type and a namespace belong.</summary>
internal static class Placement
{
    /// <summary>A file has at most one public type, and is named after it. Types inside a type do not count, nor does the number of type parameters.</summary>
    public static IEnumerable<string> TypeFaults(string path, string text)
    {
        string[] names = [.. CodeOutline.Of(text).Types.Where(t => t.IsPublic).Select(t => t.Name).Distinct()];
        if (names.Length > 1) yield return $"{path}: public types {string.Join(", ", names)}; one a file";
        else if (names.Length == 1 && names[0] != Path.GetFileNameWithoutExtension(path)) yield return $"{path}: its public type is {names[0]}";
    }

    /// <summary>The namespace is the project's name and the folders below it. A program of top-level statements has none.</summary>
    public static IEnumerable<string> NamespaceFaults(string path, string text)
    {
        CodeOutline outline = CodeOutline.Of(text);
        string expected = string.Join('.', path.Split('/')[1..^1]);
        if (outline.Namespace is null && outline.Types.Count == 0) yield break;
        if (outline.Namespace != expected) yield return $"{path}: namespace {outline.Namespace ?? "(none)"}, expected {expected}";
    }
}
