using System.Runtime.InteropServices;

namespace Occam.Numerics.Tests.Dense;

/// <summary>Equality of bits, so that −0 is not 0 and a NaN is itself.</summary>
internal static class AssertBits
{
    public static void Equal<T>(T[] expected, T[] actual, string what)
        where T : unmanaged
    {
        ReadOnlySpan<byte> left = MemoryMarshal.AsBytes<T>(expected), right = MemoryMarshal.AsBytes<T>(actual);
        if (left.SequenceEqual(right)) return;
        int first = 0;
        while (EqualityComparer<T>.Default.Equals(expected[first], actual[first])) first++;
        Assert.Fail($"{what}: element {first} is {actual[first]}, expected {expected[first]}");
    }
}
