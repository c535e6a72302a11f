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

    /// <summary>Reads a specification.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static KernelSpecification Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] halves = text.Split(':', 2);
        Dictionary<string, string> settings = [];
        foreach (string part in halves.Length < 2 ? [] : halves[1].Split(','))
        {
            string[] pair = part.Split('=', 2);
            if (pair.Length < 2 || !settings.TryAdd(pair[0], pair[1])) throw Wrong(text, $"'{part}'");
        }

        return halves[0] switch
        {
            "fc" => new KernelSpecification(new FullyConnectedNetwork(Number(text, settings, "layers", 1)), null).Only(text, settings, "layers"),
            "cntk" => new KernelSpecification(null, new ConvolutionNetwork(Number(text, settings, "depth", 2), Pooled(text, settings))).Only(text, settings, "depth", "pool"),
            _ => throw Wrong(text, $"'{halves[0]}'"),
        };
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
        string other => throw Wrong(text, $"pool '{other}'"),
    };

    private static InputException Wrong(string text, string got) => new($"kernel '{text}'", Forms, got, "Write for example fc:layers=3.");

    private KernelSpecification Only(string text, Dictionary<string, string> settings, params string[] known) =>
        settings.Keys.Except(known).FirstOrDefault() is { } unknown ? throw Wrong(text, $"'{unknown}'") : this;
}
