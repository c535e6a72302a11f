using System.Numerics;
using System.Security.Cryptography;
using Occam.Networks.Tests.Derivatives;
using Occam.Numerics.Threading;
using Occam.Testing.Derivatives;

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

    [Theory]
    [InlineData("relu", "A969F608FF78D86C", "6E1E919FB6BEDD63")]
    [InlineData("relu6", "A969F608FF78D86C", "6E1E919FB6BEDD63")]
    [InlineData("leaky", "1E46DD0F2D036551", "042878CE1A79AFF6")]
    [InlineData("tanh", "330316C346CBD138", "6C37C9ADA6569A05")]
    [InlineData("sigmoid", "9AEF515F9B625C86", "53612C138C64E19E")]
    [InlineData("gelu", "80D8FFDF9A621FA9", "425A66A325F4994E")]
    [InlineData("silu", "02226C2927590EAA", "616DE004201F0078")]
    [InlineData("square", "A992532B3C089708", "166AAFA3AFAFC48F")]
    [InlineData("dense", "08518168AD2ADA37", "59B873DC713842BF")]
    [InlineData("dense without bias", "4B2B6B0009B3B719", "81492562187C232B")]
    [InlineData("convolution", "575F5F6D4D8F69B5", "B4E511B2172025F6")]
    [InlineData("strided", "C6F961DAEFD2D297", "5DA731EC25270563")]
    [InlineData("grouped", "4CABA4FCD54D35DE", "69CA3F44ACAB0F33")]
    [InlineData("depthwise", "5841B911AA750412", "317F14BD712881A7")]
    [InlineData("flatten", "9D056F28B7A19573", "5578DB3398FFE380")]
    [InlineData("scale", "695EEAF4ECE9B546", "206C912DB4558655")]
    [InlineData("dropout", "D33AA7D362BF38F5", "8C4EFAE9DAB1CF86")]
    [InlineData("shortcut", "A7B7F2AD575DA406", "359E3A51B52B7266")]
    [InlineData("max", "3B0363F6D8D1AABD", "E417A3A7B2D641C2")]
    [InlineData("max padded", "599DBB54DF369B6B", "A3D1238EF2D87B94")]
    [InlineData("max overlapping", "320642EC58A74823", "BAF62CA7872C5A4F")]
    [InlineData("average", "CCF3A67B60FB401C", "37DBCF2004B5BF4E")]
    [InlineData("average padded", "F4021F5B9DFCE276", "BE0D13516ADE0DCA")]
    [InlineData("average inside", "7B4EACA615C94FDD", "C3E7F6B9490D24EA")]
    [InlineData("global", "A7ED7CC7B5DB0D4B", "14576C6B81D66916")]
    [InlineData("batch norm", "4A0E331E08EDE608", "B0B87F440357C921")]
    [InlineData("layer norm", "7C1F9DDE8A278313", "A2053250D99469EE")]
    [InlineData("group norm", "088D62691B8F5511", "1ECE8D363C416958")]
    [InlineData("instance norm", "68C7B68D9C7B547C", "2BB1EF59C463EAC0")]
    [InlineData("response", "025CAE8A9E8211B9", "893F1A81643655DB")]
    [InlineData("response even", "BAC1CB3356224686", "17B0E72CB12A119E")]
    [InlineData("channel affine", "29BAB2E1AFD94252", "99D6DC2E5A328E85")]
    [InlineData("element affine", "01056CEAA9AFA981", "7F880DCC529B837A")]
    public void Bits_of_every_layer_in_training(string layer, string single, string twice)
    {
        LayerSample sample = new(layer, "between");
        Assert.Equal(single, Digest<float>(sample, training: true));
        Assert.Equal(twice, Digest<double>(sample, training: true));
    }

    private static string Digest<T>(INetworkFactory sample, bool training = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(2);
        using Everything<T> everything = new(sample.Build<T>(), workers, 3, training);
        everything.Run();
        return Convert.ToHexString(SHA256.HashData(everything.Bits()).AsSpan(0, 8));
    }
}
