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
    [InlineData("cnn", "C6238444F6B5D07E", "EAF9DED87F73D366")]
    [InlineData("residual", "C4145A3C7D20244D", "E08970CE48A8028D")]
    [InlineData("branches", "B1BBE472BAEF6943", "B7BC939EFDCA10F9")]
    [InlineData("tiles", "73E75A40FADCB457", "F4859748C6E82615")]
    public void Bits_of_every_pass(string name, string single, string twice)
    {
        SampleNetwork sample = new(name);
        Assert.Equal(single, Digest<float>(sample));
        Assert.Equal(twice, Digest<double>(sample));
    }

    [Theory]
    [InlineData("relu", "5AAD555811EDD3F3", "CE46D14DFBE8997B")]
    [InlineData("leaky", "5915F0716BFBDDD8", "8D4176D7DD5FD1CC")]
    [InlineData("tanh", "59C276B475F35A68", "55A2B892B38DE6B0")]
    [InlineData("sigmoid", "3865DC52C43AEA30", "D08D7F9F18EF7FA2")]
    [InlineData("gelu", "6E8E5ADA074E99B0", "10BD091CF1BE2843")]
    [InlineData("silu", "EBFB16215AF8DB6F", "A3F3B583420148A4")]
    [InlineData("square", "D408E7B78047749B", "8D44994B6F01D5BB")]
    [InlineData("dense", "6BE75DE213B24A5D", "9E1D8D6A922AAB83")]
    [InlineData("dense without bias", "266D2C44E7BD1112", "4F01FBB79E87BB9E")]
    [InlineData("convolution", "68C46EC2710C9DEC", "1649F49506486BF4")]
    [InlineData("strided", "E4B563FACC51D29B", "C617B1C4E1FB6BE1")]
    [InlineData("grouped", "D6A63F7ABB122099", "115AB874E8763B12")]
    [InlineData("depthwise", "7AE9D16168098C33", "97EA7D75015BC53C")]
    [InlineData("flatten", "FB88D658B27B30DE", "214F99D67EE8BFCC")]
    [InlineData("scale", "0D33B7A0E6529AC2", "CE791539AD077455")]
    [InlineData("dropout", "5C5C9A0CCE6A4663", "212A9FF4DE80C42B")]
    [InlineData("shortcut", "A1A6A7CA1D2E1918", "E39CF32D09C3C91B")]
    [InlineData("max", "300970F0DCF716FB", "EC347ABBBDC0233A")]
    [InlineData("max padded", "1999254DC2ADF835", "3FB4CC94FF114258")]
    [InlineData("max overlapping", "653509997F1EBE39", "929A48DBC4B39FAC")]
    [InlineData("average", "15485055B334D4CE", "4EC0D93F01CAD439")]
    [InlineData("average padded", "FBED587827E3BD49", "D0F0AEB205281464")]
    [InlineData("average inside", "96D1BF5FE351ADB3", "94CCAA98A1FD4251")]
    [InlineData("global", "2B040386A200E823", "2DCAC2DFE3C4F3A0")]
    [InlineData("batch norm", "4A0E331E08EDE608", "92B1CD6E763BB002")]
    [InlineData("layer norm", "BD8475C55A9A39E3", "63E9AAF6941068A7")]
    [InlineData("group norm", "33E364D75A870104", "1976CF8B1835FF88")]
    [InlineData("instance norm", "86E5DA83B9596876", "6C3E86F1EE89969D")]
    [InlineData("response", "2AAB014E818F44F2", "FBDE039DBD81634E")]
    [InlineData("response even", "6ABB73752B1AE6B8", "0ECF427B575ECB9F")]
    [InlineData("channel affine", "AC022B78852BEB70", "AFCB9CC98F3BC25A")]
    [InlineData("element affine", "75EA7D09EE26636E", "7D91C39D6208185B")]
    [InlineData("relu6", "5AAD555811EDD3F3", "CE46D14DFBE8997B")]
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
