using Occam.Experiments.Judging;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Wilson's interval against the roots of (p̂ − p)² = z²p(1 − p)/n, found by mpmath.polyroots with 30 digits.</summary>
public sealed class IntervalsTests
{
    [Theory]
    [InlineData(8, 10, 0.4901624715366417, 0.9433178485456247)]
    [InlineData(0, 10, 0, 0.27753279986288926)]
    [InlineData(10, 10, 0.7224672001371107, 1)]
    [InlineData(81, 263, 0.2552885198782742, 0.36620957698280004)]
    [InlineData(1, 2000, 8.82677307054678e-05, 0.0028268625032662137)]
    [InlineData(500, 1000, 0.4690696003681042, 0.5309303996318958)]
    public void Wilson(int successes, int n, double low, double high)
    {
        (double actualLow, double actualHigh) = Intervals.Proportion((double)successes / n, n);
        Assert.Equal(low, actualLow, 1e-14);
        Assert.Equal(high, actualHigh, 1e-14);
    }

    [Fact]
    public void Stays_between_0_and_1()
    {
        for (int n = 1; n <= 3000; n++)
        {
            Assert.InRange(Intervals.Proportion(0, n).Low, 0, 1e-15);
            Assert.InRange(Intervals.Proportion(1, n).High, 1 - 1e-15, 1);
        }
    }

    [Fact]
    public void Z_is_the_97_5_percent_point() => Assert.Equal(1.9599639845400542, Intervals.Z, 1e-15);
}
