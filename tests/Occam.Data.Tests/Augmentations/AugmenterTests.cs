using System.Numerics;
using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Data.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Tests.Augmentations;

public sealed class AugmenterTests
{
    private static readonly StandardizationConstants Plain = new(Standardization.None, [], []);
    private static readonly ImageShape Whole = new(3, 9, 8);

    [Fact]
    public void Without_alteration_it_is_the_center_crop_standardized()
    {
        Dataset set = Colours(6);
        StandardizationConstants constants = new(Standardization.PerImage, [], []);
        Dataset expected = Standardizer.Apply(CenterCrop.Apply(set, 5, 4), constants);
        Assert.Equal(expected.Image(4).ToArray(), Draw(set, AugmentationKind.None, constants, 4, new Seed(1)));
    }

    [Fact]
    public void A_crop_is_one_of_the_twenty_five_and_each_comes_equally_often()
    {
        // 5×4 values cut out of 9×8: five rows and five columns to begin at.
        Dataset set = Colours(1);
        int[] counts = new int[25];
        for (int step = 0; step < 2500; step++)
        {
            float[] image = Draw(set, AugmentationKind.Crop, Plain, 0, new Seed(3).Derive(step));
            counts[Places(set).Single(p => image.SequenceEqual(Cut(set, 0, p / 5, p % 5)))]++;
        }

        // Binomial with mean 100 and deviation 9.8; all 25 within 4.5 deviations.
        Assert.All(counts, count => Assert.InRange(count, 56, 144));
    }

    [Fact]
    public void Full_turns_mirrors_half_of_the_images_and_changes_colours_by_the_formulas()
    {
        Dataset set = Colours(1);
        Seed root = new(4);
        int mirrored = 0;
        for (int step = 0; step < 400; step++)
        {
            Seed place = root.Derive(step).Derive(0);
            bool mirror = place.Uniform(2) < 0.5;
            if (mirror) mirrored++;
            double brightness = 0.25 * ((2 * place.Uniform(3)) - 1), contrast = 1 + (0.5 * ((2 * place.Uniform(4)) - 1)), saturation = 1 + (0.5 * ((2 * place.Uniform(5)) - 1));
            double angle = 2 * Math.Atan(Math.Tan(Math.PI / 14.4) * ((2 * place.Uniform(7)) - 1)), hue = 2 * Math.Atan(Math.Tan(Math.PI / 10) * ((2 * place.Uniform(6)) - 1));
            Assert.InRange(angle, -25 * Math.PI / 180, 25 * Math.PI / 180);
            float[] expected = Jittered(Turned(set, place.Integer(0, 5), place.Integer(1, 5), angle), mirror, brightness, contrast, saturation, hue);
            float[] image = Draw(set, AugmentationKind.Full, Plain, 0, root.Derive(step));
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], image[i], 2e-6);
        }

        Assert.InRange(mirrored, 155, 245);
    }

    [Fact]
    public void An_image_does_not_depend_on_its_place_in_the_batch_nor_on_its_number_type()
    {
        Dataset set = Colours(5);
        Augmenter augmenter = new(set, 5, 4, AugmentationKind.Full, new StandardizationConstants(Standardization.PerImage, [], []));
        float[] one = new float[3 * 60];
        double[] other = new double[2 * 60];
        augmenter.Fill<float>([4, 1, 3], new Seed(9), one);
        augmenter.Fill<double>([3, 4], new Seed(9), other);
        Assert.Equal(one[..60].Select(v => (double)v), other[60..]);
        Assert.Equal(one[120..].Select(v => (double)v), other[..60]);
        Assert.NotEqual(one[..60], Draw(set, AugmentationKind.Full, new StandardizationConstants(Standardization.PerImage, [], []), 4, new Seed(10)));
    }

    [Fact]
    public void A_whitened_image_has_mean_0_and_deviation_1_and_constants_of_channels_are_applied()
    {
        Dataset set = Colours(3);
        float[] white = Draw(set, AugmentationKind.Full, new StandardizationConstants(Standardization.PerImage, [], []), 2, new Seed(5));
        Assert.Equal(0, white.Average(v => (double)v), 1e-6);
        Assert.Equal(1, white.Average(v => (double)v * v), 1e-5);
        float[] plain = Draw(set, AugmentationKind.Crop, Plain, 2, new Seed(5));
        float[] scaled = Draw(set, AugmentationKind.Crop, new StandardizationConstants(Standardization.PerChannel, [0.5, 0, 0], [2, 1, 4]), 2, new Seed(5));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal((float)((plain[i] - 0.5) / 2), scaled[i]);
            Assert.Equal(plain[20 + i], scaled[20 + i]);
            Assert.Equal((float)(plain[40 + i] / 4.0), scaled[40 + i]);
        }
    }

    [Fact]
    public void Crops_that_do_not_fit_and_vectors_are_refused()
    {
        InputException large = Assert.Throws<InputException>(() => new Augmenter(Colours(1), 10, 8, AugmentationKind.Crop, Plain));
        Assert.Equal($"Augmentation of '{Colours(1).Name}': expected a size in 1×1 … 9×8, got 10×8. Choose a smaller crop.", large.Message);
        Assert.Throws<InputException>(() => new Augmenter(Sets.Numbered(1, ImageShape.Vector(4)), 1, 1, AugmentationKind.Crop, Plain));
    }

    private static Dataset Colours(int count)
    {
        float[] images = new float[count * Whole.Size];
        new Seed(2).Uniforms<float>(images, 0, 1);
        return Sets.Numbered(count, Whole).WithImages(images, Whole);
    }

    private static IEnumerable<int> Places(Dataset set) => Enumerable.Range(0, (set.Shape.Height - 4) * (set.Shape.Width - 3));

    private static float[] Draw(Dataset set, AugmentationKind kind, StandardizationConstants constants, int example, Seed place)
    {
        Augmenter augmenter = new(set, 5, 4, kind, constants);
        float[] image = new float[augmenter.Shape.Size];
        augmenter.Fill<float>([example], place, image);
        return image;
    }

    private static float[] Cut(Dataset set, int example, int top, int left) =>
    [
        .. from c in Enumerable.Range(0, 3)
           from row in Enumerable.Range(0, 5)
           from column in Enumerable.Range(0, 4)
           select set.Image(example)[(c * Whole.Area) + ((top + row) * Whole.Width) + left + column],
    ];

    /// <summary>Every pixel of the crop looked up where the rotation about its middle takes it, between four pixels; complex numbers are the plane.</summary>
    private static float[] Turned(Dataset set, int top, int left, double angle)
    {
        Complex middle = new(left + 1.5, top + 2);
        double At(int c, double row, double column) => set.Image(0)[(c * Whole.Area) + ((int)Math.Clamp(row, 0, 8) * Whole.Width) + (int)Math.Clamp(column, 0, 7)];
        double Interpolated(int c, Complex place)
        {
            (double column, double row) = (Math.Floor(place.Real), Math.Floor(place.Imaginary));
            (double x, double y) = (place.Real - column, place.Imaginary - row);
            return ((1 - y) * (((1 - x) * At(c, row, column)) + (x * At(c, row, column + 1)))) + (y * (((1 - x) * At(c, row + 1, column)) + (x * At(c, row + 1, column + 1))));
        }

        return
        [
            .. from c in Enumerable.Range(0, 3)
               from row in Enumerable.Range(0, 5)
               from column in Enumerable.Range(0, 4)
               select (float)Interpolated(c, middle + (Complex.FromPolarCoordinates(1, angle) * new Complex(column - 1.5, row - 2))),
        ];
    }

    /// <summary>Mirror; saturation and hue in the plane U = 0.492 (B − Y), V = 0.877 (R − Y) of ITU-R BT.601; contrast about the mean of each channel; brightness.</summary>
    private static float[] Jittered(float[] image, bool mirror, double brightness, double contrast, double saturation, double hue)
    {
        double At(int c, int p) => image[(c * 20) + (mirror ? (p / 4 * 4) + 3 - (p % 4) : p)];
        double Recoloured(int c, int p)
        {
            double grey = (0.299 * At(0, p)) + (0.587 * At(1, p)) + (0.114 * At(2, p));
            Complex plane = new Complex(0.492 * (At(2, p) - grey), 0.877 * (At(0, p) - grey)) * Complex.FromPolarCoordinates(saturation, hue);
            double red = grey + (plane.Imaginary / 0.877), blue = grey + (plane.Real / 0.492);
            return c == 0 ? red : c == 2 ? blue : (grey - (0.299 * red) - (0.114 * blue)) / 0.587;
        }

        double Mean(int c) => Enumerable.Range(0, 20).Average(p => Recoloured(c, p));
        return [.. from c in Enumerable.Range(0, 3) from p in Enumerable.Range(0, 20) select (float)(Mean(c) + (contrast * (Recoloured(c, p) - Mean(c))) + brightness)];
    }
}
