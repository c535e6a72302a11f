using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Data.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Tests.Randomizations;

public sealed class LabelNoiseTests
{
    private const int Count = 20_000;
    private static readonly Dataset Clean = Sets.Numbered(Count, ImageShape.Vector(1));

    [Theory]
    [InlineData(LabelNoiseKind.Uniform, 0.1)]
    [InlineData(LabelNoiseKind.Uniform, 0.5)]
    [InlineData(LabelNoiseKind.Uniform, 1.0)]
    [InlineData(LabelNoiseKind.Permute, 0.25)]
    [InlineData(LabelNoiseKind.Permute, 1.0)]
    public void Rates_are_binomial(LabelNoiseKind kind, double p)
    {
        NoisyLabels noisy = LabelNoise.Apply(Clean, kind, p, new Seed(11));
        // A selected label changes with probability 9/10 in both kinds (ten classes of one size); four standard deviations.
        AssertWithin(p, noisy.SelectedRate, 4 * Math.Sqrt(p * (1 - p) / Count));
        double changed = 0.9 * p;
        AssertWithin(changed, noisy.EffectiveRate, 4 * Math.Sqrt(changed * (1 - changed) / Count));

        static void AssertWithin(double expected, double got, double margin) => Assert.InRange(got, expected - margin - 1e-12, expected + margin + 1e-12);
    }

    [Theory]
    [InlineData(LabelNoiseKind.Uniform)]
    [InlineData(LabelNoiseKind.Permute)]
    public void Only_selected_labels_change_and_the_rates_count_them(LabelNoiseKind kind)
    {
        NoisyLabels noisy = LabelNoise.Apply(Clean, kind, 0.3, new Seed(3));
        bool[] changed = [.. Enumerable.Range(0, Count).Select(i => noisy.Data.Labels[i] != Clean.Labels[i])];
        Assert.DoesNotContain(true, changed.Where((c, i) => c && !noisy.Selected[i]));
        Assert.Equal(changed.Count(c => c) / (double)Count, noisy.EffectiveRate);
        Assert.Equal(noisy.Selected.Count(s => s) / (double)Count, noisy.SelectedRate);
        Assert.True(noisy.EffectiveRate < noisy.SelectedRate);
        Assert.True(noisy.Data.Images.SequenceEqual(Clean.Images));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(1.0)]
    public void Permuting_keeps_the_classes_among_the_selected(double p)
    {
        NoisyLabels noisy = LabelNoise.Apply(Clean, LabelNoiseKind.Permute, p, new Seed(4));
        Assert.Equal(Clean.ClassHistogram(), noisy.Data.ClassHistogram());
        Assert.Equal(Selected(Clean, noisy), Selected(noisy.Data, noisy));

        static int[] Selected(Dataset set, NoisyLabels noisy) => [.. Enumerable.Range(0, Count).Where(i => noisy.Selected[i]).Select(i => set.Labels[i]).Order()];
    }

    [Fact]
    public void Random_labels_are_uniform()
    {
        NoisyLabels noisy = LabelNoise.Apply(new Dataset("zeros", new float[Count], ImageShape.Vector(1), new int[Count], 10), LabelNoiseKind.Uniform, 1, new Seed(8));
        double expected = Count / 10.0;
        double chiSquare = noisy.Data.ClassHistogram().Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, 0.5, 33.7); // 9 degrees of freedom: 0.9999 quantile 33.72
    }

    [Fact]
    public void The_selected_at_a_smaller_probability_are_among_those_at_a_larger()
    {
        NoisyLabels few = LabelNoise.Apply(Clean, LabelNoiseKind.Uniform, 0.2, new Seed(1)), many = LabelNoise.Apply(Clean, LabelNoiseKind.Permute, 0.6, new Seed(1));
        Assert.DoesNotContain(true, Enumerable.Range(0, Count).Select(i => few.Selected[i] && !many.Selected[i]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_labels_and_another_seed_others()
    {
        int[] first = Labels(1), again = Labels(1), other = Labels(2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);

        static int[] Labels(ulong key) => LabelNoise.Apply(Clean, LabelNoiseKind.Uniform, 0.5, new Seed(key)).Data.Labels.ToArray();
    }

    [Fact]
    public void Nothing_changes_at_0()
    {
        NoisyLabels noisy = LabelNoise.Apply(Clean, LabelNoiseKind.Uniform, 0, new Seed(1));
        Assert.Equal((0.0, 0.0), (noisy.SelectedRate, noisy.EffectiveRate));
        Assert.Equal(Clean.Labels.ToArray(), noisy.Data.Labels.ToArray());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Probabilities_outside_are_refused(double p) =>
        Assert.Contains("expected a probability in 0 … 1, got", Assert.Throws<InputException>(() => LabelNoise.Apply(Clean, LabelNoiseKind.Uniform, p, new Seed(1))).Message, StringComparison.Ordinal);
}
