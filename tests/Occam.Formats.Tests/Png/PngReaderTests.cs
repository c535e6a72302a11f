using Occam.Formats.Files;
using Occam.Formats.Png;

namespace Occam.Formats.Tests.Png;

/// <summary>Pictures that Python made, each with all five row filters.</summary>
public sealed class PngReaderTests
{
    [Theory]
    [InlineData("type0_1bit", 1)]
    [InlineData("type0_2bit", 1)]
    [InlineData("type0_4bit", 1)]
    [InlineData("type0_8bit", 1)]
    [InlineData("type0_16bit", 1)]
    [InlineData("type2_8bit", 3)]
    [InlineData("type2_16bit", 3)]
    [InlineData("type3_1bit", 3)]
    [InlineData("type3_2bit", 3)]
    [InlineData("type3_4bit", 3)]
    [InlineData("type3_8bit", 3)]
    [InlineData("type4_8bit", 1)]
    [InlineData("type4_16bit", 1)]
    [InlineData("type6_8bit", 3)]
    [InlineData("type6_16bit", 3)]
    public void Reads_every_colour_type_and_depth(string name, int channels)
    {
        PngImage image = PngReader.Read(Fixture.Path($"png/{name}.png"));
        Assert.Equal((7, 10, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(Fixture.Bytes($"png/{name}.bin"), image.Pixels.ToArray());
    }

    /// <summary>Pillow saved them: 6 × 5 pixels, one of which is not opaque in those that are not called opaque.</summary>
    [Theory]
    [InlineData("alpha", true)]
    [InlineData("alpha_opaque", false)]
    [InlineData("grey_alpha", true)]
    [InlineData("grey_alpha_opaque", false)]
    [InlineData("palette", true)]
    [InlineData("palette_unused", false)]
    [InlineData("key", true)]
    [InlineData("key_unused", false)]
    [InlineData("grey_key", true)]
    [InlineData("bit_key", true)]
    public void Says_whether_a_pixel_is_not_opaque(string name, bool transparent)
    {
        string path = Fixture.Path($"png/transparent_{name}.png");
        Assert.Equal(transparent, PngReader.Read(path).IsTransparent);
        Assert.Equal((6, 5), (PngReader.Describe(path).Width, PngReader.Describe(path).Height));
    }

    [Theory]
    [InlineData("type0_1bit", 1, 1)]
    [InlineData("type0_16bit", 1, 16)]
    [InlineData("type3_4bit", 3, 4)]
    [InlineData("type4_16bit", 1, 16)]
    [InlineData("type6_8bit", 3, 8)]
    public void Describes_a_picture_by_its_head(string name, int channels, int depth)
    {
        Assert.Equal(new PngDescription(7, 10, channels, depth), PngReader.Describe(Fixture.Path($"png/{name}.png")));
        Assert.Throws<FileFormatException>(() => PngReader.Describe(Fixture.Path("png/refused_interlaced.png")));
        Assert.Throws<FileFormatException>(() => PngReader.Describe(Fixture.Path($"png/{name}.bin")));
    }

    [Fact]
    public void Ties_of_the_paeth_filter_go_left_then_above() =>
        Assert.Equal(Fixture.Bytes("png/paeth_ties.bin"), PngReader.Read(Fixture.Path("png/paeth_ties.png")).Pixels.ToArray());

    [Fact]
    public void An_interlaced_picture_is_refused_with_a_way_out()
    {
        string path = Fixture.Path("png/refused_interlaced.png");
        FileFormatException error = Assert.Throws<FileFormatException>(() => PngReader.Read(path));
        Assert.Equal($"Reading '{path}': expected a picture that is not interlaced, got interlace method 1. Save the picture again as an ordinary PNG of 8 bits a channel.", error.Message);
    }
}
