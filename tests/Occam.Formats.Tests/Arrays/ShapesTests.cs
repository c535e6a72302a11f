using Occam.Formats.Arrays;

namespace Occam.Formats.Tests.Arrays;

public sealed class ShapesTests
{
    [Theory]
    [InlineData(new long[0], 4, 4L)]
    [InlineData(new long[] { 3, 5 }, 8, 120L)]
    [InlineData(new long[] { 0, 5 }, 8, 0L)]
    [InlineData(new long[] { 1L << 60, 7 }, 1, 7L << 60)]
    public void Multiplies(long[] shape, int size, long expected) => Assert.Equal(expected, Shapes.Bytes(shape, size));

    [Theory]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { -1, 0 })]
    [InlineData(new long[] { long.MaxValue, 2 })]
    [InlineData(new long[] { 1L << 32, 1L << 32 })]
    [InlineData(new long[] { 1L << 62, 1L << 62, 1L << 62, 0 })]
    [InlineData(new long[] { 1L << 62, 0 })]
    public void Refuses_what_no_memory_holds(long[] shape) => Assert.Null(Shapes.Bytes(shape, 4));

    [Fact]
    public void Refuses_a_rank_that_nobody_needs() => Assert.Null(Shapes.Bytes(Enumerable.Repeat(1L, 65).ToArray(), 1));
}
