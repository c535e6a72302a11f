using System.IO.Compression;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npz;

namespace Occam.Formats.Tests.Npz;

public sealed class NpzFileTests
{
    private static readonly StoredArray[] Arrays =
    [
        StoredArray.From<float>("x", [2, 3], [-1.5f, 0, 0.25f, 2, 1000, -0.125f]),
        StoredArray.From<long>("y", [3], [0, 1, 2]),
    ];

    [Theory]
    [InlineData("stored")]
    [InlineData("deflated")]
    public void Reads_what_numpy_wrote(string name)
    {
        using NpzFile file = NpzFile.Open(Fixture.Path($"npz/{name}.npz"));
        Assert.Equal(["x", "y"], file.Names);
        Assert.Equal([0, 1, 2], file.Read("y").ToInt32());
        StoredArray x = file.Read("x");
        Assert.Equal(("x", ElementType.Float32), (x.Name, x.Type));
        Assert.Equal([2L, 3L], x.Shape);
        Assert.Equal([-1.5f, 0, 0.25f, 2, 1000, -0.125f], x.ToSingle());
        Assert.True(file.Contains("x"));
        Assert.False(file.Contains("x.npy"));
    }

    [Theory]
    [InlineData(NpzCompression.Stored)]
    [InlineData(NpzCompression.Deflated)]
    public void Writes_the_same_bytes_twice_and_reads_them_back(NpzCompression compression)
    {
        using TemporaryFolder folder = new();
        NpzFile.Write(folder.In("a.npz"), Arrays, compression);
        NpzFile.Write(folder.In("b.npz"), Arrays, compression);
        Assert.Equal(File.ReadAllBytes(folder.In("a.npz")), File.ReadAllBytes(folder.In("b.npz")));
        using NpzFile file = NpzFile.Open(folder.In("a.npz"));
        Assert.Equal(["x", "y"], file.Names);
        Assert.Equal(Arrays[0].ToSingle(), file.Read("x").ToSingle());
        Assert.Equal(Arrays[1].ToInt64(), file.Read("y").ToInt64());
        Assert.All(ZipFile.OpenRead(folder.In("a.npz")).Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Theory]
    [InlineData("stored")]
    [InlineData("deflated")]
    public void Every_truncation_is_refused(string name) => Hostile.RefusesEveryTruncation(Fixture.Bytes($"npz/{name}.npz"), ReadAll);

    // The checksum of the archive sees every change inside an array.
    [Theory]
    [InlineData("stored")]
    [InlineData("deflated")]
    public void Every_changed_byte_is_read_or_refused(string name) =>
        Assert.InRange(Hostile.SurvivesEveryChangedByte(Fixture.Bytes($"npz/{name}.npz"), ReadAll), 300, int.MaxValue);

    [Fact]
    public void A_changed_number_is_seen()
    {
        byte[] bytes = Fixture.Bytes("npz/stored.npz");
        int at = bytes.AsSpan().IndexOf(BitConverter.GetBytes(1000f));
        bytes[at] ^= 1;
        FileFormatException error = Assert.Throws<FileFormatException>(() => ReadAll(bytes));
        Assert.StartsWith("checksum ", error.Expected, StringComparison.Ordinal);
        Assert.EndsWith(":x'", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_longer_or_shorter_than_its_header_says_is_refused()
    {
        byte[] npy = Fixture.Bytes("npy/vector.npy");
        Assert.Equal("23", Assert.Throws<FileFormatException>(() => ReadAll(Archive(("a.npy", [.. npy, 1, 2, 3])))).Got);
        Assert.Equal("19", Assert.Throws<FileFormatException>(() => ReadAll(Archive(("a.npy", npy[..^1])))).Got);
    }

    // The declared length is raised in the directory to 1 GiB, which 148 bytes cannot hold: refused before anything is allocated.
    [Fact]
    public void A_bomb_is_refused()
    {
        byte[] bytes = Archive(("a.npy", Fixture.Bytes("npy/vector.npy")));
        int directory = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        BitConverter.GetBytes(1 << 30).CopyTo(bytes, directory + 24);
        FileFormatException error = Assert.Throws<FileFormatException>(() => ReadAll(bytes));
        Assert.Equal("'a' with 1073741824 bytes", error.Got);
    }

    [Fact]
    public void A_name_twice_is_refused()
    {
        byte[] npy = Fixture.Bytes("npy/vector.npy");
        Assert.Equal("'a' twice", Assert.Throws<FileFormatException>(() => ReadAll(Archive(("a.npy", npy), ("a.npy", npy)))).Got);
    }

    [Fact]
    public void Other_entries_are_left_out_and_a_wrong_name_lists_the_right_ones()
    {
        using TemporaryFolder folder = new();
        byte[] npy = Fixture.Bytes("npy/vector.npy");
        string path = folder.Write("a.npz", Archive(("a.npy", npy), ("readme.txt", [1]), ("b.npy", npy)));
        using NpzFile file = NpzFile.Open(path);
        Assert.Equal(["a", "b"], file.Names);
        FileFormatException error = Assert.Throws<FileFormatException>(() => file.Read("c"));
        Assert.Equal($"Reading '{path}': expected an array 'c', got only 'a, b'. Name one that is there.", error.Message);
    }

    [Fact]
    public void Names_that_cannot_be_told_apart_are_not_written()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<ArgumentException>(() => NpzFile.Write(folder.In("a.npz"), [Arrays[0], Arrays[0]]));
        Assert.Throws<ArgumentException>(() => NpzFile.Write(folder.In("a.npz"), [StoredArray.From<int>("", [0], [])]));
        Assert.Throws<ArgumentException>(() => NpzFile.Write(folder.In("a.npz"), [new StoredArray("b", ElementType.BFloat16, [0], [])]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static void ReadAll(byte[] bytes)
    {
        using TemporaryFolder folder = new();
        using NpzFile file = NpzFile.Open(folder.Write("a.npz", bytes));
        foreach (string name in file.Names) file.Read(name);
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
