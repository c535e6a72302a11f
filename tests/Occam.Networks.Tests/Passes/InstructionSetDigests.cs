using System.Numerics;
using System.Security.Cryptography;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Passes;

/// <summary>
/// The bits of every pass, pinned: they must come out the same with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and
/// DOTNET_EnableHWIntrinsic=0 (sizes are tiny, for fused multiply-adds are emulated there). A digest changes only with the definition of a
/// sum, and the commit that changes it says why.
/// </summary>
[Trait("Category", "InstructionSet")]
public sealed class InstructionSetDigests
{
    [Theory]
    [InlineData("mlp", "88C4766C163DA2FE", "8E33248FEF50D78E")]
    [InlineData("cnn", "C0A9CBFEEC35D28C", "5A37C4E7ED319408")]
    [InlineData("residual", "7FE46262727D4B6A", "C34A8A91C706EE9C")]
    [InlineData("branches", "3EF54F36C127E27D", "1FB34B0B07FECA25")]
    public void Bits_of_every_pass(string name, string single, string twice)
    {
        SampleNetwork sample = new(name);
        Assert.Equal(single, Digest<float>(sample));
        Assert.Equal(twice, Digest<double>(sample));
    }

    private static string Digest<T>(SampleNetwork sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(2);
        using Everything<T> everything = new(sample.Build<T>(), workers, 3);
        everything.Run();
        return Convert.ToHexString(SHA256.HashData(everything.Bits()).AsSpan(0, 8));
    }
}
