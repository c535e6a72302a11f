using Occam.Records.Figures;
using Occam.Records.Tests.Support;

namespace Occam.Records.Tests.Folders;

/// <summary>No name may lead out of the run folder, on any operating system.</summary>
public sealed class NameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Hostile =>
    [
        "", ".", "..", "../x", "/", "/etc/passwd", "a/b", "a\\b", "..\\x", "C:", "c:x", "a ", " a", "a.", ".a", "-a", "a-", "A", "a\0b", "a\nb", "é", "а",
        new string('a', 101), "~", "$home", "a*", "a?", "a:b", "a|b",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void NamesThatCouldLeaveTheFolderAreRefused(string name)
    {
        RunFolder run = Samples.Run(_folder);
        string[] before = Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories);
        Refused.By(() => run.ArrayPath(name));
        Refused.By(() => run.CheckpointPath(name));
        Refused.By(() => run.WriteFigure(new ImageGridFigure(name, "", "", [])));
        Refused.By(() => RunFolder.OpenOrCreate(_folder.Path, name, Samples.Spec(), out _));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../figures/x.json")]
    [InlineData("figures/../spec.json")]
    [InlineData("figures/../../x.json")]
    [InlineData("/figures/x.json")]
    [InlineData("figures//x.json")]
    [InlineData("figures\\x.json")]
    [InlineData("figures/x.json/")]
    [InlineData("figures/x")]
    [InlineData("figures/.json")]
    [InlineData("figures/a/x.json")]
    [InlineData("spec.json")]
    [InlineData("")]
    public void EntriesThatNameOtherFilesAreRefused(string file)
    {
        RunFolder run = Samples.Run(_folder);
        run.WriteFigure(new ImageGridFigure("x", "", "", []));
        Assert.Contains(file.Replace('\0', '?'), Refused.By(() => run.ReadFigure(new FigureEntry("x", "", "", file))).Got, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("loss-curve_2.final")]
    public void PlainNamesStayInsideTheFolder(string name)
    {
        RunFolder run = Samples.Run(_folder);
        FigureEntry entry = run.WriteFigure(new ImageGridFigure(name, "t", "c", []));
        Assert.Equal(new FigureEntry(name, "t", "c", $"figures/{name}.json"), entry);
        Assert.True(File.Exists(Path.Combine(run.FolderPath, "figures", $"{name}.json")));
        Assert.Equal(Path.Combine(run.FolderPath, $"arrays/{name}.npy"), run.ArrayPath(name));
        Assert.Equal(Path.Combine(run.FolderPath, $"checkpoints/{name}"), run.CheckpointPath(name));
    }

    public void Dispose() => _folder.Dispose();
}
