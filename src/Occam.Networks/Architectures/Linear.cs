namespace Occam.Networks.Architectures;

/// <summary>One dense layer from the input to the classes.</summary>
internal sealed record Linear : Architecture
{
    public static ArchitectureFamily Family { get; } = new("linear", "one dense layer (multinomial logistic regression)")
    {
        Name = "linear",
        Example = "linear",
        Read = argument => argument is null ? new Linear() : null,
    };

    public override void Build<T>(Assembly<T> net) => net.Output();
}
