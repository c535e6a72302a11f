using System.Runtime.InteropServices;
using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Tests.Arrays;

public sealed class StoredArrayTests
{
    [Fact]
    public void Whole_numbers_of_any_type_become_integers()
    {
        Assert.Equal([1, -2, 3], Store<double>(1, -2, 3).ToInt32());
        Assert.Equal([1, -2, 3], Store<float>(1, -2, 3).ToInt32());
        Assert.Equal([1, -2], Store<Half>((Half)1, (Half)(-2)).ToInt32());
        Assert.Equal([int.MinValue, int.MaxValue], Store<long>(int.MinValue, int.MaxValue).ToInt32());
        Assert.Equal([1L << 62], Store<double>(1L << 62).ToInt64());
        Assert.Equal([0, 1], Store<bool>(false, true).ToInt32());
        Assert.Equal([0, 255], Store<long>(0, 255).ToUInt8());
    }

    [Fact]
    public void Floats_are_rounded_to_nearest_and_keep_what_is_not_finite()
    {
        Assert.Equal([0.1f], Store<double>(0.1).ToSingle());
        Assert.Equal([float.PositiveInfinity, float.NaN], Store<double>(double.PositiveInfinity, double.NaN).ToSingle());
        Assert.Equal([16777216f], Store<int>(16777217).ToSingle());
        Assert.Equal([0.1f], Store<float>(0.1f).ToDouble().Select(value => (float)value));
    }

    public static TheoryData<string, Action> Unfaithful => new()
    {
        { "1.5", () => Store<double>(0, 1.5).ToInt32() },
        { "NaN", () => Store<double>(0, double.NaN).ToInt32() },
        { "Infinity", () => Store<float>(0, float.PositiveInfinity).ToInt64() },
        { "2147483648", () => Store<long>(0, 2147483648).ToInt32() },
        { "2147483648", () => Store<double>(0, 2147483648).ToInt32() },
        { "2.1474836E+09", () => Store<float>(0, 2147483648f).ToInt32() },
        { "9.223372036854776E+18", () => Store<double>(0, 9223372036854775808.0).ToInt64() },
        { "18446744073709551615", () => Store<ulong>(0, ulong.MaxValue).ToInt64() },
        { "-1", () => Store<sbyte>(0, -1).ToUInt8() },
        { "256", () => Store<short>(0, 256).ToUInt8() },
        { "1E+39", () => Store<double>(0, 1e39).ToSingle() },
    };

    [Theory]
    [MemberData(nameof(Unfaithful))]
    public void Nothing_is_converted_silently(string value, Action convert)
    {
        FileFormatException error = Assert.Throws<FileFormatException>(convert);
        Hostile.AssertFourParts(error);
        Assert.Equal($"{value} as element 1", error.Got);
    }

    [Fact]
    public void Long_upper_halves_are_converted_in_blocks()
    {
        ushort[] halves = [.. Enumerable.Range(0, 3000).Select(i => (ushort)(BitConverter.SingleToUInt32Bits(i % 128) >> 16))];
        StoredArray array = new("a", ElementType.BFloat16, [3000], MemoryMarshal.AsBytes<ushort>(halves).ToArray());
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => i % 128), array.ToInt32());
        halves[2999] = 0x7FC0;
        array = new("a", ElementType.BFloat16, [3000], MemoryMarshal.AsBytes<ushort>(halves).ToArray());
        Assert.Equal("NaN as element 2999", Assert.Throws<FileFormatException>(array.ToInt32).Got);
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => StoredArray.From<float>("a", [2, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => StoredArray.From<float>("a", [-1, -3], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => StoredArray.From<char>("a", [1], ['x']));
    }

    private static StoredArray Store<T>(params T[] values)
        where T : unmanaged => StoredArray.From<T>("array", [values.Length], values);
}
