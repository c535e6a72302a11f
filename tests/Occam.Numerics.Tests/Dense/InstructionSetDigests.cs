using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Dense;

/// <summary>
/// The bits of products, pinned: they must come out the same with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and
/// DOTNET_EnableHWIntrinsic=0 (sizes are tiny, for fused multiply-adds are emulated there). They follow from the definition alone, one
/// chain of fused multiply-adds over k, so no change to the kernels may move them.
/// </summary>
[Trait("Category", "InstructionSet")]
public sealed class InstructionSetDigests
{
    [Theory]
    [InlineData(1, 1, 1, "BC98ADD487EBAF02", "56FAAAF73CA90B20")]
    [InlineData(5, 7, 11, "999379E3C61669D0", "866DD513F7179324")]
    [InlineData(9, 50, 21, "93C81E5FF0746CEC", "5A8DD27484126E33")]
    [InlineData(4, 33, 260, "044045444C7E5C5D", "099DA0558942A9AD")]
    [InlineData(2, 530, 3, "EF920B5B5B214C6C", "3C1805CCAF9CF6D7")]
    public void Bits_of_products(int m, int n, int depth, string single, string twice)
    {
        Assert.Equal(single, Digest<float>(m, n, depth));
        Assert.Equal(twice, Digest<double>(m, n, depth));
    }

    private static string Digest<T>(int m, int n, int depth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(2);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Layout layout in Layout.All)
        {
            // Uniform draws only: they are exact, while logarithms and cosines differ from machine to machine.
            Draws draws = new("digest");
            T[] a = Uniform<T>(draws, m * depth), b = Uniform<T>(draws, depth * n), c = Uniform<T>(draws, m * n);
            Gemm.Multiply(workers, layout.LeftView(a, m, depth), layout.RightView(b, n, depth), c, accumulate: true);
            hash.AppendData(MemoryMarshal.AsBytes<T>(c));
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static T[] Uniform<T>(Draws draws, int count)
        where T : INumberBase<T> => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(draws.Uniform(-1, 1)))];
}
