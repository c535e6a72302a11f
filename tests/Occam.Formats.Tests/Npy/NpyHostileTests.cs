using System.Text;
using Occam.Formats.Files;
using Occam.Formats.Npy;

namespace Occam.Formats.Tests.Npy;

public sealed class NpyHostileTests
{
    [Theory]
    [InlineData("vector")]
    [InlineData("fortran_cube")]
    [InlineData("version3")]
    [InlineData("refused_object")]
    public void Every_truncation_is_refused(string name) => Hostile.RefusesEveryTruncation(Fixture.Bytes($"npy/{name}.npy"), Read);

    [Fact]
    public void Every_changed_byte_is_read_or_refused() =>
        Assert.InRange(Hostile.SurvivesEveryChangedByte(Fixture.Bytes("npy/fortran_cube.npy"), Read), 100, int.MaxValue);

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }", "4000000000000 bytes of data for Float32 '(1000000000000,)'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "lengths whose product fits in memory")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "lengths whose product fits in memory")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 0), }", "lengths whose product fits in memory")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -2), }", "lengths whose product fits in memory")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "an npy header with a whole number below 2^63 at character 51")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "4 bytes of data for Float32 '(1,)'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2), }", "an npy header with a tuple at character 53")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [2], }", "numbers of one type")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 'x', }", "an npy header with a tuple of whole numbers for shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': 'no', 'shape': (2,), }", "an npy header with True or False for fortran_order")]
    [InlineData("{'descr': True, 'fortran_order': False, 'shape': (2,), }", "an npy header with a string for descr")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'shape': (2,), }", "an npy header with the key 'descr' once at character 31")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "an npy header with the keys descr, fortran_order and shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x", "an npy header with nothing after the dictionary at character 58")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': __import__('os')}", "an npy header with a string, True, False or a tuple of whole numbers at character 61")]
    [InlineData("{'descr': '|f4', 'fortran_order': False, 'shape': (2,), }", "a byte order, < or >, for numbers of several bytes")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (2,), }", "real numbers of 8 to 64 bits")]
    [InlineData("{'descr': '<f4", "an npy header with a string at character 10")]
    [InlineData("", "an npy header with '{' at character 0")]
    public void Headers_that_lie_are_refused(string header, string expected)
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => Read(WithHeader(header, 8)));
        Hostile.AssertFourParts(error);
        Assert.Equal(expected, error.Expected);
    }

    [Fact]
    public void A_rank_beyond_reason_is_refused()
    {
        string shape = string.Concat(Enumerable.Repeat("1,", 10_000));
        Assert.Throws<FileFormatException>(() => Read(WithHeader($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}", 4)));
    }

    [Fact]
    public void Headers_may_be_written_in_other_words()
    {
        string header = "{\"shape\":(2L,),'fortran_order':True,  'descr':\"<f4\"}";
        Assert.Equal([2L], NpyFile.Read(new MemoryStream(WithHeader(header, 8)), "x", WithHeader(header, 8).Length).Shape);
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 4, 0x95, 0, 0, 0, 0, 0, 0 }, "a Python pickle")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0 }, "a ZIP archive")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, "other bytes at the start")]
    [InlineData(new byte[] { 0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 9, 0, 0 }, "version 9")]
    [InlineData(new byte[] { 0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF }, "4294967295")]
    public void Other_files_are_recognized(byte[] bytes, string got) =>
        Assert.Equal(got, Assert.Throws<FileFormatException>(() => Read(bytes)).Got);

    [Fact]
    public void Control_characters_do_not_reach_the_terminal()
    {
        FileFormatException error = Assert.Throws<FileFormatException>(
            () => Read(WithHeader("{'descr': '\u001b[2J', 'fortran_order': False, 'shape': (2,), }", 8)));
        Assert.Equal("numpy type '?[2J'", error.Got);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        using TemporaryFolder folder = new();
        FileFormatException error = Assert.Throws<FileFormatException>(() => NpyFile.Read(folder.In("none.npy")));
        Assert.StartsWith($"Reading '{folder.In("none.npy")}': expected an existing file, got nothing of that name. Check the spelling", error.Message, StringComparison.Ordinal);
        Assert.Equal("a folder", Assert.Throws<FileFormatException>(() => NpyFile.Read(folder.Path)).Got);
        Assert.Throws<FileFormatException>(() => NpyFile.Read(""));
    }

    [Fact]
    public void A_stream_that_ends_before_its_declared_length_is_refused()
    {
        byte[] good = Fixture.Bytes("npy/vector.npy");
        FileFormatException error = Assert.Throws<FileFormatException>(() => NpyFile.Read(new MemoryStream(good[..^3]), "x", good.Length));
        Assert.Equal("the end after 17", error.Got);
    }

    private static void Read(byte[] bytes) => NpyFile.Read(new MemoryStream(bytes), "array.npy", bytes.Length);

    private static byte[] WithHeader(string header, int dataBytes)
    {
        byte[] text = Encoding.Latin1.GetBytes(header);
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. new byte[dataBytes]];
    }
}
