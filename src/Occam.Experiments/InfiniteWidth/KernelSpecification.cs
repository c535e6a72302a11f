using System.Globalization;
using Occam.Kernels.InfiniteWidth;
using Occam.Numerics.Errors;

namespace Occam.Experiments.InfiniteWidth;

/// <summary>What occam kernel was asked for: fc:layers=3, cntk:depth=5, cntk:depth=5,pool=gap. Exactly one of the networks is given.</summary>
/// <param name="FullyConnected">The fully connected network, or null.</param>
/// <param name="Convolution">The convolutional one, or null.</param>
public sealed record KernelSpecification(FullyConnectedNetwork? FullyConnected, ConvolutionNetwork? Convolution)
{
    /// <summary>What a specification may be.</summary>
    public const string Forms = "fc:layers=L, cntk:depth=D or cntk:depth=D,pool=gap";

    private const int MostLayers = 10_000;

    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal) { ["fc"] = ["layers"], ["cntk"] = ["depth", "pool"] };

    /// <summary>Reads a specification.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static KernelSpecification Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] halves = text.Split(':', 2);
        if (!Keys.TryGetValue(halves[0], out string[]? known)) throw Wrong(text, $"'{halves[0]}'");
        Dictionary<string, string> settings = [];
        foreach (string part in halves.Length < 2 ? [] : halves[1].Split(','))
        {
            string[] pair = part.Split('=', 2);
            if (pair.Length < 2 || (known.Contains(pair[0]) && !settings.TryAdd(pair[0], pair[1]))) throw Wrong(text, $"'{part}'");
            if (!known.Contains(pair[0])) throw new InputException($"kernel '{text}'", known.Length > 1 ? string.Join(" and ", known) : $"{known[0]} alone", $"'{pair[0]}'", NearestName.Hint(pair[0], known));
        }

        return halves[0] == "fc"
            ? new KernelSpecification(new FullyConnectedNetwork(Number(text, settings, "layers", 1)), null)
            : new KernelSpecification(null, new ConvolutionNetwork(Number(text, settings, "depth", 2), Pooled(text, settings)));
    }

    private static int Number(string text, Dictionary<string, string> settings, string key, int least)
    {
        if (!settings.TryGetValue(key, out string? value)) throw Wrong(text, $"no {key}");
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= MostLayers
            ? number
            : throw new InputException($"kernel '{text}'", $"{key} from {least} to {MostLayers}", $"'{value}'", $"Write for example {key}=3.");
    }

    private static bool Pooled(string text, Dictionary<string, string> settings) => settings.GetValueOrDefault("pool") switch
    {
        null => false,
        "gap" => true,
        string other => throw new InputException($"kernel '{text}'", "pool=gap, or no pool", $"'{other}'", "Write for example cntk:depth=3,pool=gap."),
    };

    private static InputException Wrong(string text, string got) => new($"kernel '{text}'", Forms, got, "Write for example fc:layers=3.");
}
