using Occam.Networks.Architectures;
using Occam.Networks.Parameters;

namespace Occam.Experiments.Settings;

/// <summary>The names of initializers: how weights are drawn, and where their scale stands.</summary>
internal static class Initializers
{
    private static readonly Dictionary<string, InitializationScheme> Schemes = new(StringComparer.Ordinal)
    {
        ["he"] = InitializationScheme.He,
        ["glorot"] = InitializationScheme.Glorot,
        ["lecun"] = InitializationScheme.LeCun,
        ["ntk"] = InitializationScheme.NeuralTangent,
    };

    public static string[] Names { get; } = [.. Schemes.Keys];

    public static InitializationScheme Scheme(string name) => Schemes[name];

    public static Parametrization Parametrization(string name) =>
        Scheme(name) == InitializationScheme.NeuralTangent ? Networks.Architectures.Parametrization.NeuralTangent : Networks.Architectures.Parametrization.Standard;
}
