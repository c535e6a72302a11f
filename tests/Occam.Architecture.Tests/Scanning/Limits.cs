namespace Occam.Architecture.Tests.Scanning;

/// <summary>How long a file and a function may be. Aim at half of it.</summary>
internal static class Limits
{
    public const int FileLines = 400, FunctionLines = 60;

    public static IEnumerable<string> Faults(string path, string text)
    {
        int lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        if (lines > FileLines) yield return $"{path}: {lines} lines, at most {FileLines}";
        foreach (CodeFunction function in CodeOutline.Of(text).Functions.Where(f => f.Lines > FunctionLines))
            yield return $"{path}:{function.FirstLine}: {function.Lines} lines in '{function.Header}', at most {FunctionLines}";
    }
}
