using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Occam.Data.Readers;

namespace Occam.Data.Tests.Readers;

public sealed class CsvNumberTests
{
    [Theory]
    [InlineData("0", 0f)]
    [InlineData("-0.0", -0f)]
    [InlineData("+1.5e+3", 1500f)]
    [InlineData(" 7\t", 7f)]
    [InlineData("5.", 5f)]
    [InlineData(".5E1", 5f)]
    [InlineData("00000000000000000000000012", 12f)]
    [InlineData("16777217", 16777216f)] // the middle of two floats goes to the even one
    [InlineData("16777217.000000000000000001", 16777218f)]
    [InlineData("16777216.999999999999999999", 16777216f)]
    [InlineData("1e-45", float.Epsilon)]
    [InlineData("3.4028235e38", float.MaxValue)]
    [InlineData("1e-99999999999", 0f)]
    public void Known_numbers(string text, float value)
    {
        Assert.True(CsvNumber.TryParse(Encoding.ASCII.GetBytes(text), out float got));
        Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(got));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1 2")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData("1\0")]
    [InlineData("１")]
    public void What_is_no_number(string text) => Assert.False(CsvNumber.TryParse(Encoding.UTF8.GetBytes(text), out _));

    /// <summary>The rational that is written lies at most as far from the answer as from its two neighbours; in whole numbers, without rounding.</summary>
    [Fact]
    public void Every_number_is_the_nearest_one()
    {
        Gen<(string Digits, int Exponent)> texts = ArbMap.Default.ArbFor<long>().Generator.SelectMany(m => Gen.Choose(-30, 18).SelectMany(e => Gen.Choose(1, 19).Select(length =>
            (new string([.. BigInteger.Abs((BigInteger)m * 6364136223846793005).ToString(CultureInfo.InvariantCulture).Take(length)]), e))));
        Prop.ForAll(Arb.From(texts), text => IsNearest(text.Digits, text.Exponent)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(1UL, 3UL));
    }

    /// <summary>The middle of two floats, cut to 17 digits, lies so near that a double rounded first would decide.</summary>
    [Fact]
    public void Numbers_beside_the_middle_of_two_floats_are_not_rounded_twice()
    {
        for (int i = 0; i < 3000; i++)
        {
            float below = 1f + ((i * 2797) % 8388607 * 1.1920929e-7f);
            double middle = ((double)below + MathF.BitIncrement(below)) / 2;
            foreach (string digits in (string[])["F15", "F16", "F17", "F18"])
            {
                string text = middle.ToString(digits, CultureInfo.InvariantCulture);
                Assert.True(IsNearest(text.Replace(".", "", StringComparison.Ordinal), -int.Parse(digits[1..], CultureInfo.InvariantCulture)), text);
            }
        }
    }

    private static bool IsNearest(string digits, int exponent)
    {
        Assert.True(CsvNumber.TryParse(Encoding.ASCII.GetBytes($"{digits}e{exponent}"), out float got));
        BigInteger written = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        BigInteger Distance(float value)
        {
            // Both sides times 10^40 × 2^160: whole numbers for every float and every exponent here.
            BigInteger exact = new BigInteger(Math.ScaleB((double)value, 160)) * BigInteger.Pow(10, 40);
            return BigInteger.Abs(exact - (written * BigInteger.Pow(10, 40 + exponent) * BigInteger.Pow(2, 160)));
        }

        return Distance(got) <= Distance(MathF.BitIncrement(got)) && Distance(got) <= Distance(MathF.BitDecrement(got));
    }
}
