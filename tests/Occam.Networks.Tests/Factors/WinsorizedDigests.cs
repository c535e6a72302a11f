using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Occam.Networks.Factors;
using Occam.Networks.Tests.Passes;

namespace Occam.Networks.Tests.Factors;

/// <summary>
/// The bits of winsorized sums and percentiles, pinned: they must come out the same with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and
/// DOTNET_EnableHWIntrinsic=0. A digest changes only with the definition of the sum, and the commit that changes it says why.
/// </summary>
[Trait("Category", "InstructionSet")]
public sealed class WinsorizedDigests
{
    [Theory]
    [InlineData("mlp", "862E9E6F980F65BB", "315F8D2F96AEFF22")]
    [InlineData("cnn", "7A69FA0E11B3DD98", "83F24050BC88B102")]
    public void Bits_of_sums_and_bounds(string name, string single, string twice)
    {
        Assert.Equal(single, Digest<float>(name));
        Assert.Equal(twice, Digest<double>(name));
    }

    private static string Digest<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using GradientCase<T> c = GradientCase<T>.Portable(new SampleNetwork(name).Build<T>(), batch: 23, workers: 2);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (T[] sum, T[] low, T[] high) = (new T[c.Theta.Length], new T[c.Theta.Length], new T[c.Theta.Length]);
        c.Backward();
        foreach (double percentile in (double[])[0, 5, 30, 50])
        {
            WinsorizedSum.Compute<T>(c.Passes, percentile, 1 << 16, sum);
            CoordinateQuantiles.Fill<T>(c.Passes, percentile, 1 << 16, low, high);
            foreach (T[] result in (T[][])[sum, low, high]) hash.AppendData(MemoryMarshal.AsBytes<T>(result));
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
