using Occam.Formats.Files;

namespace Occam.Formats.Tests.Files;

public sealed class Crc32Tests
{
    // The check value that catalogues of CRCs give for CRC-32/ISO-HDLC, and the checksum that ends every PNG file.
    [Fact]
    public void Matches_published_values()
    {
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        Assert.Equal(0xAE426082u, Crc32.Of("IEND"u8));
        Assert.Equal(0u, Crc32.Of([]));
    }

    [Fact]
    public void Pieces_give_what_the_whole_gives()
    {
        Crc32 checksum = new();
        checksum.Add("1234"u8);
        checksum.Add("56789"u8);
        Assert.Equal(0xCBF43926u, checksum.Value);
    }
}
