using System.Collections.Immutable;

namespace Occam.Networks.Onnx;

/// <summary>The settings of a Pad operation: attributes up to opset 10, inputs from 11 on.</summary>
internal static class Padding
{
    /// <summary>The zeros added before each dimension, then after each; empty if it is not padding by zeros with constant sizes.</summary>
    public static ImmutableArray<long> Of(OnnxGraph graph, OnnxNode pad)
    {
        if (pad.Text("mode", "constant") != "constant") return [];
        bool named = pad.Attributes.ContainsKey("pads");
        double? value = named || pad.Input(2).Length == 0 ? pad.Real("value", 0) : graph.Number(pad.Input(2));
        if (value != 0) return [];
        ImmutableArray<long> pads = named ? pad.Integers("pads") : [.. graph.Constant(pad.Input(1))?.Integers?.Take(Limits.ShapeEntries) ?? []];
        return pads.All(p => p is >= 0 and <= Limits.Window) ? pads : [];
    }
}
