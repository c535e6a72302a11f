using System.Globalization;
using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Architectures;

/// <summary>
/// The CIFAR residual network of depth 6n + 2: a 3×3 convolution of 16, three stages of n blocks with 16, 32 and 64 channels, the second and
/// third beginning with stride 2, global average pooling, output. A block is convolution, batch norm, ReLU, convolution, batch norm, plus
/// its input, ReLU. Shortcuts have no parameters (option A; new channels of zeros come last). Convolutions have no bias; resnet:20 has
/// 269,722 parameters on three channels and ten classes, with shortcuts or, as in Li et al. 2018, without. Source: He et al., CVPR 2016, section 4.2.
/// </summary>
internal sealed record ResNet(int BlocksPerStage) : Architecture
{
    private const int Stages = 3, FirstChannels = 16, DeepestNetwork = 1202;

    public static ArchitectureFamily Family { get; } = new("resnet:DEPTH", "the CIFAR residual network of He et al., depth 6n + 2, with batch norm")
    {
        Name = "resnet",
        Argument = $"a depth of the form 6n + 2 (8, 14, 20, 26, 32, ...) up to {DeepestNetwork}",
        Example = "resnet:20",
        Read = Read,
    };

    public override int SmallestSide => 4;

    public override void Build<T>(Assembly<T> net)
    {
        ConvolutionAndNorm(net, "conv", "norm", net.Last, FirstChannels, stride: 1);
        net.Activation("relu");
        for (int stage = 0; stage < Stages; stage++)
        {
            for (int i = 0; i < BlocksPerStage; i++)
                Block(net, $"block{(stage * BlocksPerStage) + i + 1}", FirstChannels << stage, stride: stage > 0 && i == 0 ? 2 : 1);
        }

        net.GlobalAveragePool("pool");
        net.Output();
    }

    private static void Block<T>(Assembly<T> net, string name, int channels, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int input = net.Last;
        ConvolutionAndNorm(net, $"{name}.conv1", $"{name}.norm1", input, channels, stride);
        net.Activation($"{name}.relu1");
        int residual = ConvolutionAndNorm(net, $"{name}.conv2", $"{name}.norm2", net.Last, channels, stride: 1);
        if (net.Skip) Shortcut(net, name, channels, stride, input, residual);
        net.Activation($"{name}.relu2");
    }

    private static void Shortcut<T>(Assembly<T> net, string name, int channels, int stride, int input, int residual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int shortcut = input;
        if (stride > 1) shortcut = net.Builder.Add($"{name}.shortcut", shape => new SubsampledShortcut<T>(shape, channels, stride), input);
        net.Builder.Join($"{name}.add", JoinKind.Add, residual, shortcut);
    }

    private static int ConvolutionAndNorm<T>(Assembly<T> net, string convolution, string norm, int input, int channels, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        net.Convolution(convolution, input, channels, kernel: 3, stride, padding: 1, bias: false);
        return net.Normalization(norm);
    }

    private static ResNet? Read(string? argument)
    {
        bool isNumber = int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int depth);
        return isNumber && depth >= 8 && depth <= DeepestNetwork && depth % 6 == 2 ? new ResNet((depth - 2) / 6) : null;
    }
}
