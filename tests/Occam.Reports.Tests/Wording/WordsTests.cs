using System.Reflection;
using Occam.Reports.Wording;

namespace Occam.Reports.Tests.Wording;

public sealed class WordsTests
{
    [Fact]
    public void EveryWordIsTranslated()
    {
        string[] same = [.. typeof(Words).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(word => word.PropertyType == typeof(string))
            .Where(word => Equals(word.GetValue(Words.English), word.GetValue(Words.Chinese))).Select(word => word.Name)];
        // The name of the program is the same in every language.
        Assert.Equal([nameof(Words.Version)], same);
    }

    [Theory]
    [InlineData(0, "0 s", "0 秒")]
    [InlineData(0.12345, "0.1235 s", "0.1235 秒")]
    [InlineData(59.5, "59.5 s", "59.5 秒")]
    [InlineData(60, "1 min 0 s", "1 分 0 秒")]
    [InlineData(3599.9, "59 min 59 s", "59 分 59 秒")]
    [InlineData(3600, "1 h 0 min", "1 小时 0 分")]
    [InlineData(360_000, "100 h 0 min", "100 小时 0 分")]
    [InlineData(double.NaN, "NaN s", "NaN 秒")]
    [InlineData(double.PositiveInfinity, "∞ s", "∞ 秒")]
    public void Spans(double seconds, string english, string chinese)
    {
        Assert.Equal(english, Words.English.Span(seconds));
        Assert.Equal(chinese, Words.Chinese.Span(seconds));
    }

    [Fact]
    public void ASpanBeyondReasonStillHasWords() => Assert.EndsWith(" min", Words.English.Span(1e300), StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.0, "0")]
    [InlineData(1, "1")]
    [InlineData(-1, "−1")]
    [InlineData(999_999_999, "999,999,999")]
    [InlineData(1e9, "1 × 10⁹")]
    [InlineData(1234.5678, "1,235")]
    [InlineData(12.3456, "12.35")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.00012344, "0.0001234")]
    [InlineData(0.000012344, "1.234 × 10⁻⁵")]
    [InlineData(-1.5e-300, "−1.5 × 10⁻³⁰⁰")]
    [InlineData(999999.5, "1 × 10⁶")]
    [InlineData(9999.96, "10,000")]
    [InlineData(double.MaxValue, "1.798 × 10³⁰⁸")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void NumbersHaveFourDigits(double value, string text) => Assert.Equal(text, NumberText.Of(value));
}
