using Occam.Data.Datasets;
using Occam.Numerics.Random;

namespace Occam.Data.Augmentations;

/// <summary>
/// Random brightness, contrast and saturation of one image whose values lie in [0, 1]; results are not clipped. Zhang et al. 2017 name the
/// operations without their strength: these are ours.
/// </summary>
internal static class ColourJitter
{
    /// <summary>Brightness adds at most this, either way.</summary>
    public const double Brightness = 0.25;

    /// <summary>Contrast and saturation multiply distances from the mean, or from grey, by 1 − this to 1 + this.</summary>
    public const double Factor = 0.5;

    private const ulong BrightnessDraw = 3, ContrastDraw = 4, SaturationDraw = 5;

    // The luma weights of ITU-R BT.601.
    private const double Red = 0.299, Green = 0.587, Blue = 0.114;

    public static void Apply(Span<float> image, ImageShape shape, Seed place)
    {
        double brightness = Between(place, BrightnessDraw, Brightness), contrast = 1 + Between(place, ContrastDraw, Factor);
        if (shape.Channels == 3) Saturate(image, shape.Area, 1 + Between(place, SaturationDraw, Factor));
        for (int start = 0; start < image.Length; start += shape.Area)
        {
            Span<float> channel = image.Slice(start, shape.Area);
            double sum = 0;
            foreach (float value in channel) sum += value;
            double mean = sum / channel.Length;
            foreach (ref float value in channel) value = (float)(mean + (contrast * (value - mean)) + brightness);
        }
    }

    private static double Between(Seed place, ulong draw, double most) => most * ((2 * place.Uniform(draw)) - 1);

    private static void Saturate(Span<float> image, int area, double factor)
    {
        Span<float> red = image[..area], green = image.Slice(area, area), blue = image.Slice(2 * area, area);
        for (int i = 0; i < area; i++)
        {
            double grey = (Red * red[i]) + (Green * green[i]) + (Blue * blue[i]);
            red[i] = (float)(grey + (factor * (red[i] - grey)));
            green[i] = (float)(grey + (factor * (green[i] - grey)));
            blue[i] = (float)(grey + (factor * (blue[i] - grey)));
        }
    }
}
