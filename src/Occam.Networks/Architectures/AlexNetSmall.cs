using Occam.Networks.Layers;

namespace Occam.Networks.Architectures;

/// <summary>
/// The small AlexNet of Zhang et al., ICLR 2017, appendix A: twice a 5×5 convolution of 64 with padding 2, ReLU, 3×3 max-pool of stride 2 and
/// local response normalization; dense 384, dense 192, output. 1,387,786 parameters on 28×28×3 and ten classes. The paper does not give the
/// response norm's numbers; these are size 4, α = 4·0.001/9, β = 0.75, k = 1. Max-pooling pads one pixel all around.
/// </summary>
internal sealed record AlexNetSmall : Architecture
{
    private const int ResponseSize = 4;
    private const double ResponseAlpha = 0.001 / 9 * ResponseSize;

    public static ArchitectureFamily Family { get; } = new("alexnet-small", "the small AlexNet of Zhang et al.")
    {
        Name = "alexnet-small",
        Example = "alexnet-small",
        Read = argument => argument is null ? new AlexNetSmall() : null,
    };

    public override int SmallestSide => 4;

    public override void Build<T>(Assembly<T> net)
    {
        for (int stage = 1; stage <= 2; stage++)
        {
            net.Convolution($"conv{stage}", net.Last, 64, kernel: 5, padding: 2);
            net.Activation($"relu{stage}");
            net.MaxPool($"pool{stage}", net.Last, kernel: 3, stride: 2, padding: 1);
            net.Builder.Add($"norm{stage}", shape => new LocalResponseNormalization<T>(shape, ResponseSize, ResponseAlpha));
        }

        net.Dense("fc1", 384);
        net.Activation("relu3");
        net.Dense("fc2", 192);
        net.Activation("relu4");
        net.Output();
    }
}
