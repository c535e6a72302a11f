using System.Xml.Linq;
using Occam.Architecture.Tests.Scanning;

namespace Occam.Architecture.Tests.Rules;

/// <summary>Rules about projects and what they use.</summary>
public class ProjectRules
{
    [Fact]
    public void Source_projects_use_what_they_may() =>
        Faults.None(Repository.Projects("src").SelectMany(path => Dependencies.Faults(ProjectFile.Read(path))));

    [Fact]
    public void Every_source_project_has_a_test_project_that_uses_it() => Assert.All(Repository.Projects("src"), path =>
    {
        string name = Path.GetFileNameWithoutExtension(path), tests = $"tests/{name}.Tests/{name}.Tests.csproj";
        Assert.True(Repository.Exists(tests), $"{name} has no {tests}");
        Assert.Contains(name, ProjectFile.Read(tests).Projects);
    });

    [Fact]
    public void A_project_lies_in_the_folder_of_its_name() => Assert.All(
        AllProjects(), path => Assert.Equal(Path.GetFileNameWithoutExtension(path), path.Split('/')[^2]));

    [Fact]
    public void The_solution_builds_every_project()
    {
        string[] listed = [.. XDocument.Parse(Repository.Read("Occam.slnx")).Descendants("Project").Select(p => (string)p.Attribute("Path")!)];
        Assert.Equal(AllProjects().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Versions_stand_in_one_place() => Assert.All(
        AllProjects(), path => Assert.DoesNotContain(XDocument.Parse(Repository.Read(path)).Descendants("PackageReference"), p => p.Attribute("Version") is not null));

    private static IEnumerable<string> AllProjects() => [.. Repository.Projects("src"), .. Repository.Projects("tests"), .. Repository.Projects("benchmarks")];
}
