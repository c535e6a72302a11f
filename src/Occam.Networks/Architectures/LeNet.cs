namespace Occam.Networks.Architectures;

/// <summary>
/// LeNet-5's sizes with ReLU and max-pooling: convolution 6 of 5×5 (padding 2), pool 2, convolution 16 of 5×5, pool 2, dense 120, dense 84, output;
/// 61,706 parameters on 28×28 in gray and ten classes. The original (LeCun et al. 1998) had tanh, trained averages for pools, a partly
/// connected second convolution and radial outputs.
/// </summary>
internal sealed record LeNet : Architecture
{
    public static ArchitectureFamily Family { get; } = new("lenet", "two 5×5 convolutions with max-pooling, three dense layers")
    {
        Name = "lenet",
        Example = "lenet",
        Read = argument => argument is null ? new LeNet() : null,
    };

    public override int SmallestSide => 12;

    public override void Build<T>(Assembly<T> net)
    {
        net.Convolution("conv1", net.Last, 6, kernel: 5, padding: 2);
        net.Activation("relu1");
        net.MaxPool("pool1", net.Last, kernel: 2, stride: 2);
        net.Convolution("conv2", net.Last, 16, kernel: 5);
        net.Activation("relu2");
        net.MaxPool("pool2", net.Last, kernel: 2, stride: 2);
        net.Dense("fc1", 120);
        net.Activation("relu3");
        net.Dense("fc2", 84);
        net.Activation("relu4");
        net.Output();
    }
}
