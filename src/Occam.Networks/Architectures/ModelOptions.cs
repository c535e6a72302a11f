using Occam.Numerics.Errors;

namespace Occam.Networks.Architectures;

/// <summary>What can be varied in every named network.</summary>
/// <param name="Parametrization">Where the scale of the weights stands.</param>
/// <param name="Activation">One of <see cref="Activations"/>.</param>
/// <param name="Normalization">What stands where the architecture has a batch norm: one of <see cref="Normalizations"/>.</param>
/// <param name="Dropout">The fraction of values dropped after each activation of a dense layer, in training.</param>
/// <param name="Skip">Whether the shortcuts of residual networks are there; without them each block is its residual path alone. Others have none.</param>
public sealed record ModelOptions(
    Parametrization Parametrization = Parametrization.Standard, string Activation = "relu", string Normalization = "batch", double Dropout = 0, bool Skip = true)
{
    /// <summary>The names of activations.</summary>
    public static IReadOnlyList<string> Activations { get; } = ["relu", "leaky-relu", "tanh", "sigmoid", "gelu", "silu", "square"];

    /// <summary>The names of normalizations.</summary>
    public static IReadOnlyList<string> Normalizations { get; } = ["batch", "group", "layer", "none"];

    /// <summary>Adds every fault of these options to a list.</summary>
    public void Check(List<Fault> faults)
    {
        if (!Activations.Contains(Activation)) faults.Add(new Fault("activation", string.Join(", ", Activations), $"'{Activation}'", NearestName.Hint(Activation, Activations)));
        if (!Normalizations.Contains(Normalization))
            faults.Add(new Fault("normalization", string.Join(", ", Normalizations), $"'{Normalization}'", NearestName.Hint(Normalization, Normalizations)));
        if (!(Dropout >= 0 && Dropout < 1)) faults.Add(new Fault("dropout", "a fraction from 0 up to, but not including, 1", $"{Dropout}", "0.5 is usual; 0 switches it off."));
    }
}
