using Occam.Formats.Files;

namespace Occam.Formats.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void Writes_text_without_a_mark_and_creates_folders()
    {
        using TemporaryFolder folder = new();
        string path = folder.In("a/b/text.json");
        AtomicFile.WriteText(path, "é\n");
        Assert.Equal([0xC3, 0xA9, 0x0A], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.In("a/b")));
    }

    [Fact]
    public void Replaces_a_longer_file_whole()
    {
        using TemporaryFolder folder = new();
        AtomicFile.WriteText(folder.In("f"), new string('x', 10_000));
        AtomicFile.WriteText(folder.In("f"), "short");
        Assert.Equal("short", File.ReadAllText(folder.In("f")));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        AtomicFile.WriteText(folder.In("f"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder.In("f"), stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException("stop");
        }));
        Assert.Equal("old", File.ReadAllText(folder.In("f")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_old_file_is_whole_until_the_new_one_is()
    {
        using TemporaryFolder folder = new();
        AtomicFile.WriteText(folder.In("f"), "old");
        AtomicFile.Write(folder.In("f"), stream =>
        {
            stream.Write("new, half"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(folder.In("f")));
        });
        Assert.Equal("new, half", File.ReadAllText(folder.In("f")));
    }

    [Fact]
    public async Task Readers_running_alongside_see_only_whole_files()
    {
        using TemporaryFolder folder = new();
        string path = folder.In("f");
        AtomicFile.WriteText(path, new string('a', 20_000));
        using CancellationTokenSource stop = new();
        Task<int> reader = Task.Run(() =>
        {
            int torn = 0;
            while (!stop.IsCancellationRequested)
            {
                string text = File.ReadAllText(path);
                if (text.Length != 20_000 || text.AsSpan().ContainsAnyExcept(text[0])) torn++;
            }
            return torn;
        });
        for (int i = 0; i < 50; i++) AtomicFile.WriteText(path, new string((char)('a' + (i % 26)), 20_000));
        await stop.CancelAsync();
        Assert.Equal(0, await reader);
    }

    [Fact]
    public void Follows_a_symbolic_link()
    {
        if (OperatingSystem.IsWindows()) return;
        using TemporaryFolder folder = new();
        AtomicFile.WriteText(folder.In("real"), "old");
        File.CreateSymbolicLink(folder.In("link"), folder.In("real"));
        AtomicFile.WriteText(folder.In("link"), "new");
        Assert.Equal("new", File.ReadAllText(folder.In("real")));
        Assert.NotNull(new FileInfo(folder.In("link")).LinkTarget);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_in_four_parts()
    {
        using TemporaryFolder folder = new();
        folder.Write("file", [1]);
        string path = folder.In("file/inside");
        FileFormatException error = Assert.Throws<FileFormatException>(() => AtomicFile.WriteText(path, "x"));
        Hostile.AssertFourParts(error);
        Assert.StartsWith($"Writing '{path}': expected a folder with space where files can be created, got ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Choose another folder, or change its permissions.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("/")]
    public void A_name_that_is_no_file_is_refused(string path) =>
        Hostile.AssertFourParts(Assert.Throws<FileFormatException>(() => AtomicFile.WriteText(path, "x")));

    [Fact]
    public void A_folder_is_not_replaced()
    {
        using TemporaryFolder folder = new();
        FileFormatException error = Assert.Throws<FileFormatException>(() => AtomicFile.WriteText(folder.Path, "x"));
        Assert.Equal("it is a folder", error.Got);
    }

    [Fact]
    public void A_full_disk_is_reported_and_a_device_survives()
    {
        if (!OperatingSystem.IsLinux()) return;
        FileFormatException error = Assert.Throws<FileFormatException>(() => AtomicFile.WriteText("/dev/full", "x"));
        Assert.Contains("No space left", error.Got, StringComparison.Ordinal);
        AtomicFile.WriteText("/dev/null", "x");
        Assert.Empty(File.ReadAllText("/dev/null"));
    }

    // A killed process runs no clean-up; the kill is played by a file that is neither committed nor disposed of.
    [Fact]
    public void An_abandoned_temporary_file_does_not_disturb_the_next_write()
    {
        using TemporaryFolder folder = new();
        AtomicFile.WriteText(folder.In("f"), "old");
        PendingFile abandoned = new(folder.In("f"));
        abandoned.Stream.Write(new byte[5000]);
        abandoned.Stream.Flush();
        Assert.Equal("old", File.ReadAllText(folder.In("f")));
        AtomicFile.WriteText(folder.In("f"), "new");
        Assert.Equal("new", File.ReadAllText(folder.In("f")));
        Assert.Single(Directory.GetFiles(folder.Path, ".*.tmp"));
        abandoned.Dispose();
    }
}
