using Occam.Data.Datasets;
using Occam.Numerics.Random;

namespace Occam.Data.Augmentations;

/// <summary>
/// Random brightness, contrast, saturation and hue of one image whose values lie in [0, 1]; results are not clipped. Zhang et al. 2017 name the
/// operations without their strength: these are ours.
/// </summary>
internal static class ColourJitter
{
    /// <summary>Brightness adds at most this, either way.</summary>
    public const double Brightness = 0.25;

    /// <summary>Contrast and saturation multiply distances from the mean, or from grey, by 1 − this to 1 + this.</summary>
    public const double Factor = 0.5;

    // tan 18°: hue turns by at most a tenth of the circle, either way.
    private const double LargestHalfTangent = 0.32491969623290632;
    private const ulong BrightnessDraw = 3, ContrastDraw = 4, SaturationDraw = 5, HueDraw = 6;

    // The luma weights of ITU-R BT.601.
    private const double Red = 0.299, Green = 0.587, Blue = 0.114;

    // U = BlueScale (blue − luma) and V = RedScale (red − luma), the colour plane of the same standard.
    private const double BlueScale = 0.492, RedScale = 0.877;

    public static void Apply(Span<float> image, ImageShape shape, Seed place)
    {
        double brightness = Between(place, BrightnessDraw, Brightness), contrast = 1 + Between(place, ContrastDraw, Factor);
        if (shape.Channels == 3) Recolour(image, shape.Area, 1 + Between(place, SaturationDraw, Factor), Turn.Draw(place, HueDraw, LargestHalfTangent));
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

    /// <summary>Scales and turns the plane of colours of every pixel; its luma stays.</summary>
    private static void Recolour(Span<float> image, int area, double saturation, Turn hue)
    {
        Span<float> red = image[..area], green = image.Slice(area, area), blue = image.Slice(2 * area, area);
        for (int i = 0; i < area; i++)
        {
            double luma = (Red * red[i]) + (Green * green[i]) + (Blue * blue[i]);
            (double u, double v) = hue.Apply(saturation * BlueScale * (blue[i] - luma), saturation * RedScale * (red[i] - luma));
            double newRed = luma + (v / RedScale), newBlue = luma + (u / BlueScale);
            red[i] = (float)newRed;
            green[i] = (float)((luma - (Red * newRed) - (Blue * newBlue)) / Green);
            blue[i] = (float)newBlue;
        }
    }
}
