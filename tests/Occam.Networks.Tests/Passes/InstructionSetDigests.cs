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
    [InlineData("mlp", "88C4766C163DA2FE", "A2FB59ABDD7986AD")]
    [InlineData("cnn", "C1065447AC8BA45C", "FE80C2AF6D70D177")]
    [InlineData("residual", "313E08F14F0E14B6", "CA127A4C6D83D70A")]
    [InlineData("branches", "F858B7723C91209C", "B7BC939EFDCA10F9")]
    public void Bits_of_every_pass(string name, string single, string twice)
    {
        SampleNetwork sample = new(name);
        Assert.Equal(single, Digest<float>(sample));
        Assert.Equal(twice, Digest<double>(sample));
    }

    [Theory]
    [InlineData("relu", "6299F27C9DAB0E49", "B04AC07BF293323D")]
    [InlineData("leaky", "DF2ABD6DF426105B", "8D4176D7DD5FD1CC")]
    [InlineData("tanh", "065E89ADBA92A0DA", "55A2B892B38DE6B0")]
    [InlineData("sigmoid", "8395663483375F69", "E189908E944DBEED")]
    [InlineData("gelu", "F557BC432DB4756A", "7C212C8BE27C1853")]
    [InlineData("silu", "FC19A50D4A1F52F2", "50AF6B319B3ACCE0")]
    [InlineData("square", "4B508DF44A9F22A7", "8D44994B6F01D5BB")]
    [InlineData("dense", "6BE75DE213B24A5D", "051C006F28F3249C")]
    [InlineData("dense without bias", "D6EB6397D668F063", "9C585A17BFD28FD7")]
    [InlineData("convolution", "CDEAF31921238E75", "0CEF6B36AC7B3C36")]
    [InlineData("strided", "5FEDF34C2BE886AE", "2EDF1A2EC74A6884")]
    [InlineData("grouped", "87E6BB1BCB10F234", "B98092C974D3258C")]
    [InlineData("depthwise", "23C4FDDFCFB76D81", "9BBD9CF714349575")]
    [InlineData("flatten", "FB88D658B27B30DE", "32BD3CAFD5FB8FA2")]
    [InlineData("scale", "7BDB636757C5A936", "E7C02067BD1C07AD")]
    [InlineData("dropout", "6F475A22663C14BE", "73599E98C341F2DA")]
    [InlineData("shortcut", "AB36DA5A6D82406F", "BB178B512CA5F27B")]
    [InlineData("max", "CC21EF8DDA237D5A", "4ED74EA9F77EA51A")]
    [InlineData("max padded", "1999254DC2ADF835", "A2470DE28496E7E5")]
    [InlineData("max overlapping", "7DA2700D752E5C6A", "FE53282642F2FE1B")]
    [InlineData("average", "C7C59BF28C3E7C2B", "243426326F808CD8")]
    [InlineData("average padded", "D58637D15AB53746", "D0BE50DC41EEA5C7")]
    [InlineData("average inside", "6D2C330360CF160A", "94CCAA98A1FD4251")]
    [InlineData("global", "969669A4773E39BE", "CF5A8140FE35474C")]
    [InlineData("batch norm", "4A0E331E08EDE608", "92B1CD6E763BB002")]
    [InlineData("layer norm", "A09B89FB92F4745C", "73A94ECFCCEBBE83")]
    [InlineData("group norm", "C806E806D8D3789A", "1D4D6CB1C42A7CCA")]
    [InlineData("instance norm", "31EB1844EE0D7A79", "E18762C8F3251E19")]
    [InlineData("response", "CE132BBE82739E6C", "76013B059B8FA002")]
    [InlineData("response even", "626568F8A2FBBB0F", "0D007CA13443D64A")]
    [InlineData("channel affine", "D0D977097B93D72A", "76D0082D8F49A1BB")]
    [InlineData("element affine", "B1FEC9D145FA6819", "C4B695698307864D")]
    [InlineData("relu6", "6299F27C9DAB0E49", "B04AC07BF293323D")]
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
