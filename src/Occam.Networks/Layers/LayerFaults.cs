using System.Diagnostics.CodeAnalysis;
using Occam.Numerics.Errors;

namespace Occam.Networks.Layers;

/// <summary>Refusals of layer settings, made when a layer is built.</summary>
internal static class LayerFaults
{
    public static void Demand([DoesNotReturnIf(false)] bool holds, string what, string expected, string got, string remedy)
    {
        if (!holds) throw new InputException(what, expected, got, remedy);
    }
}
