namespace Occam.Architecture.Tests.Scanning;

/// <summary>What each source project may ask for directly: docs/architecture.md gives the reasons.</summary>
internal static class Dependencies
{
    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["Occam.Formats"] = [],
        ["Occam.Numerics"] = [],
        ["Occam.Records"] = ["Occam.Formats"],
        ["Occam.Networks"] = ["Occam.Numerics"],
        ["Occam.Factorization"] = ["Occam.Numerics"],
        ["Occam.Data"] = ["Occam.Numerics", "Occam.Formats"],
        ["Occam.Training"] = ["Occam.Networks", "Occam.Data", "Occam.Formats"],
        ["Occam.Measures"] = ["Occam.Networks", "Occam.Data"],
        ["Occam.Kernels"] = ["Occam.Networks", "Occam.Formats"],
        ["Occam.Experiments"] =
        [
            "Occam.Formats", "Occam.Numerics", "Occam.Networks", "Occam.Factorization", "Occam.Data", "Occam.Training", "Occam.Measures", "Occam.Kernels", "Occam.Records",
        ],
        ["Occam.Reports"] = ["Occam.Records", "Occam.Formats"],
        ["Occam.Studio"] = ["Occam.Records", "Occam.Formats"],
        ["Occam.Cli"] = ["Occam.Experiments", "Occam.Reports", "Occam.Studio"],
    };

    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["Occam.Networks"] = ["Google.Protobuf", "Grpc.Tools"],
        ["Occam.Cli"] = ["Spectre.Console", "System.CommandLine"],
    };

    private static readonly Dictionary<string, string[]> Frameworks = new() { ["Occam.Studio"] = ["Microsoft.AspNetCore.App"] };

    /// <summary>Everything that a project asks for and may not.</summary>
    public static IEnumerable<string> Faults(ProjectFile project)
    {
        if (!Projects.TryGetValue(project.Name, out string[]? allowed)) return [$"{project.Name}: no rule; decide what it may use, here and in docs/architecture.md"];
        return
        [
            .. project.Projects.Except(allowed).Select(name => $"{project.Name} must not use {name}"),
            .. project.Packages.Except(Packages.GetValueOrDefault(project.Name, [])).Select(name => $"{project.Name} must not use the package {name}"),
            .. project.Frameworks.Except(Frameworks.GetValueOrDefault(project.Name, [])).Select(name => $"{project.Name} must not use the framework {name}"),
        ];
    }
}
