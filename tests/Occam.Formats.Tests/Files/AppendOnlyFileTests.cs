using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Occam.Formats.Files;

namespace Occam.Formats.Tests.Files;

public sealed class AppendOnlyFileTests
{
    [Fact]
    public void Lines_come_back_in_order_while_the_file_is_open()
    {
        using TemporaryFolder folder = new();
        string path = folder.In("runs/log.jsonl");
        using AppendOnlyFile file = new(path);
        file.AppendLine("{\"step\":0}");
        file.AppendLine("");
        file.AppendLine("é");
        file.FlushToDisk();
        Assert.Equal(["{\"step\":0}", "", "é"], AppendOnlyFile.ReadLines(path));
        Assert.Equal("{\"step\":0}\n\né\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_reader_takes_no_lock_and_sees_what_was_appended_meanwhile()
    {
        using TemporaryFolder folder = new();
        string path = folder.In("log");
        using AppendOnlyFile file = new(path);
        file.AppendLine("one");
        using IEnumerator<string> lines = AppendOnlyFile.ReadLines(path).GetEnumerator();
        Assert.True(lines.MoveNext());
        file.AppendLine("two");
        Assert.True(lines.MoveNext());
        Assert.Equal("two", lines.Current);
        Assert.False(lines.MoveNext());
    }

    // Wherever the kill falls, the reader shows exactly the whole lines, and the next writer continues after them.
    [Fact]
    public void A_cut_at_every_byte_loses_only_the_torn_line()
    {
        using TemporaryFolder folder = new();
        string path = folder.In("log");
        byte[] whole = Encoding.UTF8.GetBytes("first\né second\n\nthird line\n");
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            string[] expected = Encoding.UTF8.GetString(whole, 0, Array.LastIndexOf(whole, (byte)'\n', Math.Max(length - 1, 0), length) + 1).Split('\n')[..^1];
            Assert.Equal(expected, AppendOnlyFile.ReadLines(path));
            using (AppendOnlyFile file = new(path)) file.AppendLine("next");
            Assert.Equal([.. expected, "next"], AppendOnlyFile.ReadLines(path));
        }
    }

    [Fact]
    public void A_torn_line_longer_than_a_block_is_cut_off()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("log", [.. "kept\n"u8, .. Enumerable.Repeat((byte)'x', 200_000)]);
        using (AppendOnlyFile file = new(path)) file.AppendLine("next");
        Assert.Equal("kept\nnext\n", File.ReadAllText(path));
        path = folder.Write("all torn", [.. Enumerable.Repeat((byte)0, 200_000)]);
        using (AppendOnlyFile file = new(path)) file.AppendLine("next");
        Assert.Equal("next\n", File.ReadAllText(path));
    }

    [Fact]
    public void Lines_of_any_length_and_text_survive() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[]>(), ArbMap.Default.ArbFor<PositiveInt>(), (texts, longer) =>
        {
            using TemporaryFolder folder = new();
            string[] lines = [.. texts.Select(text => Clean(text.Get)), new string('x', longer.Get * 3000)];
            using (AppendOnlyFile file = new(folder.In("log")))
            {
                foreach (string line in lines) file.AppendLine(line);
            }
            return lines.SequenceEqual(AppendOnlyFile.ReadLines(folder.In("log")));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    [Fact]
    public void Threads_do_not_mix_lines()
    {
        using TemporaryFolder folder = new();
        using AppendOnlyFile file = new(folder.In("log"));
        Parallel.For(0, 4, thread =>
        {
            for (int i = 0; i < 100; i++) file.AppendLine(new string((char)('a' + thread), 50));
        });
        string[] lines = [.. AppendOnlyFile.ReadLines(folder.In("log"))];
        Assert.Equal(400, lines.Length);
        Assert.All(lines, line => Assert.Equal(new string(line[0], 50), line));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r")]
    public void A_text_with_line_ends_is_refused(string text)
    {
        using TemporaryFolder folder = new();
        using AppendOnlyFile file = new(folder.In("log"));
        Assert.Throws<ArgumentException>(() => file.AppendLine(text));
        Assert.Empty(AppendOnlyFile.ReadLines(folder.In("log")));
    }

    [Fact]
    public void Faults_have_four_parts()
    {
        using TemporaryFolder folder = new();
        string binary = folder.Write("binary", [(byte)'a', (byte)'\n', 0xFF, (byte)'\n']);
        FileFormatException error = Assert.Throws<FileFormatException>(() => AppendOnlyFile.ReadLines(binary).Count());
        Assert.Equal("UTF-8 text in line 2", error.Expected);
        error = Assert.Throws<FileFormatException>(() => AppendOnlyFile.ReadLines(folder.In("none")).Count());
        Assert.Equal("nothing of that name", error.Got);
        error = Assert.Throws<FileFormatException>(() => AppendOnlyFile.ReadLines(folder.Path).Count());
        Assert.Equal("a folder", error.Got);
        Hostile.AssertFourParts(Assert.Throws<FileFormatException>(() => new AppendOnlyFile(Path.Combine(binary, "inside"))));
    }

    [Fact]
    public void A_line_without_end_does_not_fill_the_memory()
    {
        using TemporaryFolder folder = new();
        string path = folder.In("sparse");
        using (FileStream stream = File.Create(path)) stream.SetLength(AppendOnlyFile.LongestLine + 1L);
        FileFormatException error = Assert.Throws<FileFormatException>(() => AppendOnlyFile.ReadLines(path).Count());
        Assert.Equal("a longer line 1", error.Got);
    }

    // Lone surrogates are no text, and line ends are refused by their own test.
    private static string Clean(string text) => new([.. text.Where(c => c is not ('\n' or '\r') && !char.IsSurrogate(c))]);
}
