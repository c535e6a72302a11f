using System.Numerics;
using Occam.Networks.Passes;

namespace Occam.Networks.Architectures;

/// <summary>
/// The small Inception of Zhang et al., ICLR 2017, appendix A. A module is convolution, batch norm, ReLU, its padding keeping the size; an
/// inception is a 1×1 module beside a 3×3 module; a downsampling is a 3×3 module of stride 2 beside a 3×3 max-pool of stride 2. Its
/// 1,649,402 parameters are those of the convolutions, with biases, and of the output layer, without batch norm's gains and biases. Padding is
/// one pixel all around; TensorFlow's "same" with stride 2 pads even sizes only at the end.
/// </summary>
internal sealed record InceptionSmall(bool Normalizes) : Architecture
{
    private const string WithoutNorm = "no-bn";

    public static ArchitectureFamily Family { get; } = new($"inception-small or inception-small:{WithoutNorm}", "the small Inception of Zhang et al., also without batch norm")
    {
        Name = "inception-small",
        Argument = $"nothing, or {WithoutNorm}",
        Example = "inception-small",
        Read = argument => argument is null or WithoutNorm ? new InceptionSmall(argument is null) : null,
    };

    public override int SmallestSide => 4;

    public override void Build<T>(Assembly<T> net)
    {
        Module(net, "conv1", net.Last, 96, kernel: 3, stride: 1);
        Inception(net, "inception1", 32, 32);
        Inception(net, "inception2", 32, 48);
        Downsample(net, "down1", 80);
        Inception(net, "inception3", 112, 48);
        Inception(net, "inception4", 96, 64);
        Inception(net, "inception5", 80, 80);
        Inception(net, "inception6", 48, 96);
        Downsample(net, "down2", 96);
        Inception(net, "inception7", 176, 160);
        Inception(net, "inception8", 176, 160);
        net.GlobalAveragePool("pool");
        net.Output();
    }

    private void Inception<T>(Assembly<T> net, string name, int pointChannels, int squareChannels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int input = net.Last;
        int point = Module(net, $"{name}.conv1x1", input, pointChannels, kernel: 1, stride: 1);
        int square = Module(net, $"{name}.conv3x3", input, squareChannels, kernel: 3, stride: 1);
        net.Builder.Join($"{name}.join", JoinKind.Concatenate, point, square);
    }

    private void Downsample<T>(Assembly<T> net, string name, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int input = net.Last;
        int convolution = Module(net, $"{name}.conv", input, channels, kernel: 3, stride: 2);
        int pool = net.MaxPool($"{name}.pool", input, kernel: 3, stride: 2, padding: 1);
        net.Builder.Join($"{name}.join", JoinKind.Concatenate, convolution, pool);
    }

    private int Module<T>(Assembly<T> net, string name, int input, int channels, int kernel, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        net.Convolution(name, input, channels, kernel, stride, padding: kernel / 2);
        if (Normalizes) net.Normalization($"{name}.norm");
        return net.Activation($"{name}.relu");
    }
}
