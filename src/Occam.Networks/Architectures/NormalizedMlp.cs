namespace Occam.Networks.Architectures;

/// <summary>Dense layers of one width, each followed by a normalization and ReLU, and the output layer: mlp-norm:512x5 is F1 of Keskar et al. 2017.</summary>
internal sealed record NormalizedMlp(int Width, int Layers) : Architecture
{
    public static ArchitectureFamily Family { get; } = new("mlp-norm:WIDTH or mlp-norm:WIDTHxLAYERS", "dense layers of one width, each normalized, then ReLU")
    {
        Name = "mlp-norm",
        Argument = Mlp.Family.Argument,
        Example = "mlp-norm:512x5",
        Read = argument => Mlp.Family.Read(argument) is Mlp sizes ? new NormalizedMlp(sizes.Width, sizes.Layers) : null,
    };

    public override void Build<T>(Assembly<T> net)
    {
        for (int layer = 1; layer <= Layers; layer++)
        {
            net.Dense($"fc{layer}", Width);
            net.Normalization($"norm{layer}");
            net.Activation($"relu{layer}");
        }

        net.Output();
    }
}
