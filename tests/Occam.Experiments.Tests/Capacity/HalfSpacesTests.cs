using Occam.Data.Datasets;
using Occam.Experiments.Capacity;
using Occam.Numerics.Random;

namespace Occam.Experiments.Tests.Capacity;

/// <summary>Half-spaces against every threshold on a line, and against what linear algebra says of them.</summary>
public sealed class HalfSpacesTests
{
    [Fact]
    public void On_a_line_the_fits_come_near_the_best_threshold_and_never_beyond()
    {
        float[] places = [-2, -1.1f, 0.3f, 0.4f, 1, 1.7f, 2.5f, 4];
        HalfSpaces line = HalfSpaces.Of(new Dataset("line", places, ImageShape.Vector(1), new int[8], 2));
        (double reached, double best) = (0, 0);
        for (int code = 0; code < 256; code++)
        {
            int[] labels = [.. Enumerable.Range(0, 8).Select(i => (code >> i) & 1)];
            double correlation = line.Correlation(labels);
            double exact = Enumerable.Range(0, 9).Max(cut => Math.Abs(labels.Select((label, i) => ((2 * label) - 1) * (i < cut ? -1 : 1)).Sum())) / 8.0;
            Assert.InRange(correlation, 0, exact);
            (reached, best) = (reached + correlation, best + exact);
        }

        Assert.InRange(reached / best, 0.9, 1);
    }

    [Fact]
    public void As_many_independent_examples_as_directions_are_all_followed()
    {
        HalfSpaces corners = HalfSpaces.Of(new Dataset("corners", [0, 0, 1, 0, 0, 1], ImageShape.Vector(2), new int[3], 2));
        Assert.Equal((3, 1.0), (corners.Rank, corners.Correlation([1, 0, 0])));
        // Opposite corners of a square: three of four is the best that a half-space does.
        HalfSpaces square = HalfSpaces.Of(new Dataset("square", [0, 0, 1, 0, 0, 1, 1, 1], ImageShape.Vector(2), new int[4], 2));
        Assert.Equal(3, square.Rank);
        Assert.InRange(square.Correlation([1, 0, 0, 1]), 0, 0.5);
    }

    [Fact]
    public void Pixels_that_others_make_up_are_no_directions()
    {
        // Constant, x, 3x − 1, y.
        float[] images = [.. Enumerable.Range(0, 12).SelectMany(i => (float[])[2, i, (3 * i) - 1, i * i])];
        Assert.Equal(3, HalfSpaces.Of(new Dataset("dependent", images, ImageShape.Vector(4), new int[12], 2)).Rank);
    }

    [Fact]
    public void What_can_be_separated_is_separated()
    {
        // 60 examples in 20 dimensions on either side of a plane, whose scales differ by factors of up to 1,000.
        Seed seed = new(5);
        float[] images = [.. Enumerable.Range(0, 60 * 20).Select(i => (seed.Integer((ulong)i, 2001) - 1000) * (float)Math.Pow(10, -3 * (i % 20) / 19.0))];
        int[] labels = [.. Enumerable.Range(0, 60).Select(n => Enumerable.Range(0, 20).Sum(p => images[(20 * n) + p] * Math.Pow(10, 3 * p / 19.0)) > 300 ? 1 : 0)];
        Assert.InRange(labels.Sum(), 10, 50);
        Assert.Equal(1, HalfSpaces.Of(new Dataset("plane", images, ImageShape.Vector(20), labels, 2)).Correlation(labels));
    }
}
