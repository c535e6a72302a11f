using Occam.Networks.Architectures;
using Occam.Networks.Parameters;

namespace Occam.Experiments.Settings;

/// <summary>The names of initializers: how weights are drawn, and where their scale stands.</summary>
internal static class Initializers
{
    /// <summary>Nothing is drawn: the weights are those of the model's file.</summary>
    public const string Stored = "file";

    private const string Usual = "he";

    private static readonly Dictionary<string, InitializationScheme> Schemes = new(StringComparer.Ordinal)
    {
        [Usual] = InitializationScheme.He,
        ["glorot"] = InitializationScheme.Glorot,
        ["lecun"] = InitializationScheme.LeCun,
        ["ntk"] = InitializationScheme.NeuralTangent,
    };

    public static string[] Names { get; } = [.. Schemes.Keys, Stored];

    /// <summary>The name for a network that has no file.</summary>
    public static string Drawn(string name) => name == Stored ? Usual : name;

    public static InitializationScheme Scheme(string name) => Schemes[Drawn(name)];

    public static Parametrization Parametrization(string name) =>
        Scheme(name) == InitializationScheme.NeuralTangent ? Networks.Architectures.Parametrization.NeuralTangent : Networks.Architectures.Parametrization.Standard;
}
