using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Data.Tests.Support;
using Occam.Numerics.Errors;

namespace Occam.Data.Tests.Preprocessing;

public sealed class CenterCropTests
{
    [Fact]
    public void Cuts_the_middle_of_every_channel()
    {
        Dataset set = Sets.Numbered(2, new ImageShape(3, 32, 32));
        Dataset cut = CenterCrop.Apply(set, 28, 28);
        Assert.Equal(new ImageShape(3, 28, 28), cut.Shape);
        for (int c = 0; c < 3; c++)
            for (int row = 0; row < 28; row++)
                for (int column = 0; column < 28; column++)
                    Assert.Equal(set.Image(1)[(c * 1024) + ((row + 2) * 32) + column + 2], cut.Image(1)[(c * 784) + (row * 28) + column]);
    }

    [Fact]
    public void An_odd_margin_leaves_more_at_the_end()
    {
        Dataset set = new("d", [0, 1, 2, 3], new ImageShape(1, 1, 4), [0], 1);
        Assert.Equal([0f, 1f, 2f], CenterCrop.Apply(set, 1, 3).Images.ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 4)]
    [InlineData(4, 5)]
    public void A_crop_that_does_not_fit_is_refused(int height, int width) =>
        Assert.Throws<InputException>(() => CenterCrop.Apply(Sets.Numbered(1, new ImageShape(1, 4, 4)), height, width));

    [Fact]
    public void Vectors_have_no_middle() => Assert.Throws<InputException>(() => CenterCrop.Apply(Sets.Numbered(1, ImageShape.Vector(4)), 1, 1));
}
