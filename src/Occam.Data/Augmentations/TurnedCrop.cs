using Occam.Data.Datasets;
using Occam.Numerics.Random;

namespace Occam.Data.Augmentations;

/// <summary>
/// A crop turned about its middle by a random angle, at most 25° either way (Zhang et al. 2017). Values are interpolated linearly between the four
/// pixels around; beyond the border of the image the nearest pixel is repeated.
/// </summary>
internal static class TurnedCrop
{
    // tan 12.5°.
    private const double LargestHalfTangent = 0.22169466264293991;
    private const ulong AngleDraw = 7;

    /// <summary>cut = the part of the image whose upper left corner would be at (top, left) if it were not turned.</summary>
    public static void Cut(ReadOnlySpan<float> image, ImageShape from, Span<float> cut, ImageShape to, int top, int left, Seed place)
    {
        Turn turn = Turn.Draw(place, AngleDraw, LargestHalfTangent);
        double middleRow = (to.Height - 1) / 2.0, middleColumn = (to.Width - 1) / 2.0;
        for (int row = 0; row < to.Height; row++)
        {
            for (int column = 0; column < to.Width; column++)
            {
                (double x, double y) = turn.Apply(column - middleColumn, row - middleRow);
                Between vertical = Between.At(top + middleRow + y, from.Height), horizontal = Between.At(left + middleColumn + x, from.Width);
                for (int c = 0; c < to.Channels; c++)
                    cut[(c * to.Area) + (row * to.Width) + column] = (float)Value(image.Slice(c * from.Area, from.Area), from.Width, vertical, horizontal);
            }
        }
    }

    private static double Value(ReadOnlySpan<float> channel, int width, Between vertical, Between horizontal)
    {
        ReadOnlySpan<float> upper = channel.Slice(vertical.First * width, width), lower = channel.Slice(vertical.Second * width, width);
        return vertical.Mix(horizontal.Mix(upper[horizontal.First], upper[horizontal.Second]), horizontal.Mix(lower[horizontal.First], lower[horizontal.Second]));
    }

    /// <summary>A place between two neighbouring pixels: (1 − share) · first + share · second.</summary>
    private readonly record struct Between(int First, int Second, double Share)
    {
        public static Between At(double place, int count)
        {
            double inside = Math.Clamp(place, 0, count - 1);
            int first = Math.Min((int)inside, Math.Max(0, count - 2));
            return new Between(first, Math.Min(first + 1, count - 1), inside - first);
        }

        public double Mix(double first, double second) => first + (Share * (second - first));
    }
}
