namespace Occam.Networks.Architectures;

/// <summary>
/// In the manner of VGG, without batch norm: two 3×3 convolutions of 64, pool 2, two of 128, pool 2, dense 256, output; all with biases and
/// ReLU. The convolution network of the speed goals.
/// </summary>
internal sealed record VggSmall : Architecture
{
    private const int Stages = 2, FirstChannels = 64;

    public static ArchitectureFamily Family { get; } = new("vgg-small", "3×3 convolutions 64, 64, pool, 128, 128, pool, dense 256; no batch norm")
    {
        Name = "vgg-small",
        Example = "vgg-small",
        Read = argument => argument is null ? new VggSmall() : null,
    };

    public override int SmallestSide => 4;

    public override void Build<T>(Assembly<T> net)
    {
        for (int stage = 1; stage <= Stages; stage++)
        {
            for (int layer = 1; layer <= 2; layer++)
            {
                net.Convolution($"stage{stage}.conv{layer}", net.Last, FirstChannels * stage, kernel: 3, padding: 1);
                net.Activation($"stage{stage}.relu{layer}");
            }

            net.MaxPool($"stage{stage}.pool", net.Last, kernel: 2, stride: 2);
        }

        net.Dense("fc1", 256);
        net.Activation("relu");
        net.Output();
    }
}
