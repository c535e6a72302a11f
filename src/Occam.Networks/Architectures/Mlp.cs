using System.Globalization;

namespace Occam.Networks.Architectures;

/// <summary>Dense layers of one width, each followed by ReLU, and the output layer.</summary>
internal sealed record Mlp(int Width, int Layers) : Architecture
{
    private const int WidestLayer = 65536, MostLayers = 256;

    public static ArchitectureFamily Family { get; } = new("mlp:WIDTH or mlp:WIDTHxLAYERS", "dense ReLU layers of one width")
    {
        Name = "mlp",
        Argument = $"a width from 1 to {WidestLayer}, and after an x a number of hidden layers from 1 to {MostLayers}",
        Example = "mlp:512x3",
        Read = Read,
    };

    public override void Build<T>(Assembly<T> net)
    {
        for (int layer = 1; layer <= Layers; layer++)
        {
            net.Dense($"fc{layer}", Width);
            net.Activation($"relu{layer}");
        }

        net.Output();
    }

    private static Mlp? Read(string? argument)
    {
        string[] numbers = (argument ?? "").Split('x');
        int layers = 1;
        if (numbers.Length > 2 || !TryNumber(numbers[0], WidestLayer, out int width)) return null;
        return numbers.Length == 1 || TryNumber(numbers[1], MostLayers, out layers) ? new Mlp(width, layers) : null;
    }

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;
}
