using System.Text;
using Occam.Formats.Files;
using Occam.Formats.Safetensors;

namespace Occam.Formats.Tests.Safetensors;

public sealed class SafetensorsHostileTests
{
    private const string Good = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    [Fact]
    public void Every_truncation_is_refused() => Hostile.RefusesEveryTruncation(Fixture.Bytes("safetensors/every_type.safetensors"), ReadAll);

    [Fact]
    public void Every_changed_byte_is_read_or_refused() =>
        Assert.InRange(Hostile.SurvivesEveryChangedByte(Fixture.Bytes("safetensors/every_type.safetensors"), ReadAll), 500, int.MaxValue);

    [Fact]
    public void The_pattern_of_the_refusals_is_accepted()
    {
        ReadAll(WithHeader($"{{\"a\":{Good}}}", 8));
        ReadAll(WithHeader($"{{\"a\":{Good}}}    ", 8));
        ReadAll(WithHeader("{}", 0));
    }

    [Theory]
    [InlineData("{\"a\":GOOD,\"a\":GOOD}", "'a' twice")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{},\"a\":GOOD}", "'__metadata__' twice")]
    [InlineData("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"},\"a\":GOOD}", "'k' twice")]
    [InlineData("{\"__metadata__\":{\"k\":1},\"a\":GOOD}", "something else")]
    [InlineData("{\"__metadata__\":[],\"a\":GOOD}", "something else")]
    [InlineData("{\"a\":GOOD,\"b\":GOOD}", "0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "4")]
    [InlineData("{}", "0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "8 to 0 for 'a'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", "0 to 12 for 'a'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "8 bytes between the offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}", "8 bytes between the offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,0],\"data_offsets\":[0,0]}}", "0 bytes between the offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,99999999999999999999]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":4,\"shape\":[2],\"data_offsets\":[0,8]}}", "something else")]
    [InlineData("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"strides\":[1]}}", "something else")]
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", "'F8_E4M3' for 'a'")]
    [InlineData("{\"a\":[]}", "something else")]
    [InlineData("[]", "another byte")]
    [InlineData(" {}", "another byte")]
    [InlineData("", "another byte")]
    public void Headers_that_break_a_rule_are_refused(string header, string got)
    {
        byte[] bytes = WithHeader(header.Replace("GOOD", Good, StringComparison.Ordinal), 8);
        FileFormatException error = Assert.Throws<FileFormatException>(() => ReadAll(bytes));
        Hostile.AssertFourParts(error);
        Assert.Equal(got, error.Got);
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("{} x")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":{\"dtype\":\"\\udc00\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    public void What_is_not_json_is_refused(string header) =>
        Assert.Equal("a header of JSON", Assert.Throws<FileFormatException>(() => ReadAll(WithHeader(header, 8))).Expected);

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Throws<FileFormatException>(() => ReadAll(WithHeader("{\"a\":" + new string('[', 100_000), 8)));

    [Theory]
    [InlineData(100_000_001UL, "a header of at most 100000000 bytes")]
    [InlineData(ulong.MaxValue, "a header of at most 100000000 bytes")]
    [InlineData(99_999_999UL, "99999999 bytes of header")]
    public void A_header_longer_than_the_file_is_refused(ulong length, string expected) =>
        Assert.Equal(expected, Assert.Throws<FileFormatException>(() => ReadAll([.. BitConverter.GetBytes(length), .. "{}"u8])).Expected);

    [Fact]
    public void A_checkpoint_of_pytorch_is_recognized()
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => ReadAll([.. "PK\x03\x04"u8, .. new byte[100]]));
        Assert.Contains("safetensors.torch.save_file", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_lists_the_right_ones_and_a_file_that_shrank_is_noticed()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("a", WithHeader($"{{\"a\":{Good}}}", 8));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal("only 'a'", Assert.Throws<FileFormatException>(() => file.Read("b")).Got);
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(20);
        Hostile.AssertFourParts(Assert.Throws<FileFormatException>(() => file.Read("a")));
    }

    private static void ReadAll(byte[] bytes)
    {
        using TemporaryFolder folder = new();
        using SafetensorsFile file = SafetensorsFile.Open(folder.Write("a", bytes));
        foreach (SafetensorsEntry entry in file.Entries) file.Read(entry.Name);
    }

    private static byte[] WithHeader(string header, int dataBytes)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. new byte[dataBytes]];
    }
}
