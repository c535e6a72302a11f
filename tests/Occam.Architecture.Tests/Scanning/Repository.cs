namespace Occam.Architecture.Tests.Scanning;

/// <summary>The files of this repository, by their paths from its root with forward slashes; what builds and runs leave behind is not seen.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Skipped = ["artifacts", "bin", "obj", "node_modules", ".git", "runs", "BenchmarkDotNet.Artifacts"];

    /// <summary>Text that people write; data and lock files are left out.</summary>
    private static readonly HashSet<string> TextEndings = [".cs", ".csproj", ".props", ".targets", ".slnx", ".md", ".py", ".sh", ".js", ".mjs", ".css", ".html", ".editorconfig", ""];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Texts => Files.Where(f => TextEndings.Contains(Path.GetExtension(f)));

    public static IEnumerable<string> SourceFiles(params string[] folders) =>
        Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && folders.Any(folder => f.StartsWith(folder + "/", StringComparison.Ordinal)));

    public static IEnumerable<string> Projects(string folder) =>
        Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Occam.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"Occam.slnx: expected above {AppContext.BaseDirectory}, found nowhere. Run the tests from inside the repository.");
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder)) yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        foreach (string inner in Directory.EnumerateDirectories(folder).Where(d => !Skipped.Contains(Path.GetFileName(d))))
        {
            foreach (string file in Walk(inner)) yield return file;
        }
    }
}
