using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Where a curve first crosses a level, and the readings that go with it.</summary>
public sealed class CurveTests
{
    private static readonly Curve Rising = Of((0, 0.1), (10, 0.2), (20, 0.6), (30, 0.5), (40, 0.9));

    [Theory]
    [InlineData(0.15, 0, 1, 0.5, 5)]
    [InlineData(0.2, 0, 1, 1, 10)]
    [InlineData(0.3, 1, 2, 0.25, 12.5)]
    [InlineData(0.55, 1, 2, 0.875, 18.75)]
    [InlineData(0.9, 3, 4, 1, 40)]
    public void The_first_crossing_lies_between_two_observations(double level, int before, int after, double fraction, double step)
    {
        Crossing crossing = Rising.FirstCrossing("a", level, 0)!.Value;
        Assert.Equal((before, after), (crossing.Before, crossing.After));
        Assert.Equal(fraction, crossing.Fraction, 1e-12);
        Assert.Equal(step, crossing.Of(Rising.Steps), 1e-12);
    }

    [Theory]
    [InlineData(0.95, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.05, 0)]
    [InlineData(0.15, 5)]
    [InlineData(0.3, 11)]
    public void There_is_none_above_the_curve_at_its_start_or_before_the_step(double level, long afterStep) =>
        Assert.Null(Rising.FirstCrossing("a", level, afterStep));

    [Fact]
    public void A_later_crossing_does_not_stand_for_the_first() => Assert.Null(Of((0, 0.1), (10, 0.8), (20, 0.2), (30, 0.9)).FirstCrossing("a", 0.5, 15));

    [Fact]
    public void Missing_values_are_not_numbers()
    {
        Curve curve = new([new Observation("s", 0, new Dictionary<string, double> { ["a"] = 1 }), new Observation("s", 5, new Dictionary<string, double> { ["b"] = 2 })]);
        Assert.Equal([1, double.NaN], curve.Values("a"));
        Assert.Equal(double.NaN, curve.Last("a"));
        Assert.Equal(1, curve.Largest("a"));
        Assert.Equal(["a", "b"], curve.Names);
        Assert.Null(curve.FirstCrossing("c", 0.5, 0));
    }

    private static Curve Of(params (long Step, double Value)[] points) =>
        new([.. points.Select(p => new Observation("s", p.Step, new Dictionary<string, double> { ["a"] = p.Value }))]);
}
