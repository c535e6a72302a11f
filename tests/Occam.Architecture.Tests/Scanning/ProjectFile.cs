using System.Xml.Linq;

namespace Occam.Architecture.Tests.Scanning;

/// <summary>What a project file asks for directly.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    public static ProjectFile Parse(string name, string xml)
    {
        XDocument document = XDocument.Parse(xml);
        return new(
            name,
            [.. Included(document, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            Included(document, "PackageReference"),
            Included(document, "FrameworkReference"));
    }

    public static ProjectFile Read(string path) => Parse(Path.GetFileNameWithoutExtension(path), Repository.Read(path));

    private static IReadOnlyList<string> Included(XDocument document, string element) =>
        [.. document.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>()];
}
