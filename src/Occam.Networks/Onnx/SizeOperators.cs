using System.Collections.Immutable;

namespace Occam.Networks.Onnx;

/// <summary>Arithmetic with the sizes of tensors, which the exporter writes for x.view(x.size(0), -1).</summary>
internal static class SizeOperators
{
    private const int Int64 = 7, Int32 = 6;

    public static void Shape(Translation translation, OnnxNode node)
    {
        node.Demand(!node.Attributes.ContainsKey("start") && !node.Attributes.ContainsKey("end"), "the whole shape", "a part of it", "Export the model from PyTorch.");
        translation.Give(node, new ShapeVector([null, .. translation.Value(node).Tail.Select(d => (long?)d)]));
    }

    public static void Gather(Translation translation, OnnxNode node)
    {
        ImmutableArray<long?> entries = Vector(translation, node, 0).Entries;
        ShapeVector indices = translation.Sizes(node, 1);
        node.Demand(node.Integer("axis", 0) == 0, "axis 0", $"{node.Integer("axis", 0)}", "Export the model from PyTorch.");
        List<long?> taken = [];
        foreach (long? index in indices.Entries)
        {
            long place = index < 0 ? index.Value + entries.Length : index ?? -1;
            node.Demand(place >= 0 && place < entries.Length, $"an index below {entries.Length}", $"{index}", "The file is damaged: export the model again.");
            taken.Add(entries[(int)place]);
        }

        translation.Give(node, new ShapeVector([.. taken], indices.IsScalar));
    }

    public static void Slice(Translation translation, OnnxNode node)
    {
        ImmutableArray<long?> entries = Vector(translation, node, 0).Entries;
        ImmutableArray<long> starts = translation.Axes(node, "starts", 1), ends = translation.Axes(node, "ends", 2);
        ImmutableArray<long> axes = translation.Axes(node, "axes", 3), steps = translation.Axes(node, "steps", 4);
        bool plain = starts.Length == 1 && ends.Length == 1 && axes is [] or [0] && steps is [] or [1];
        node.Demand(plain, "a run of neighbouring sizes", "another slice", "Write the sizes in the model as numbers.");
        int start = Place(starts[0], entries.Length), end = Math.Max(start, Place(ends[0], entries.Length));
        translation.Give(node, new ShapeVector(entries[start..end]));
    }

    public static void Cast(Translation translation, OnnxNode node)
    {
        ShapeVector sizes = Vector(translation, node, 0, scalarToo: true);
        node.Demand(node.Integer("to", 0) is Int64 or Int32, "whole numbers", $"ONNX type number {node.Integer("to", 0)}", "Write the sizes in the model as numbers.");
        translation.Give(node, sizes);
    }

    public static void Concat(Translation translation, OnnxNode node)
    {
        ImmutableArray<long?>.Builder all = ImmutableArray.CreateBuilder<long?>();
        for (int i = 0; i < node.Inputs.Length; i++) all.AddRange(translation.Sizes(node, i).Entries);
        node.Demand(node.Integer("axis", 0) is 0 or -1, "axis 0", $"{node.Integer("axis", 0)}", "Export the model from PyTorch.");
        translation.Give(node, new ShapeVector(all.ToImmutable()));
    }

    public static void Squeeze(Translation translation, OnnxNode node)
    {
        ShapeVector sizes = Vector(translation, node, 0);
        node.Demand(sizes.Entries.Length == 1, "one number", $"{sizes.Entries.Length}", "Write the sizes in the model as numbers.");
        translation.Give(node, sizes with { IsScalar = true });
    }

    public static void Unsqueeze(Translation translation, OnnxNode node)
    {
        ShapeVector sizes = translation.Sizes(node, 0);
        node.Demand(sizes.IsScalar, "one number", $"a list of {sizes.Entries.Length}", "Write the sizes in the model as numbers.");
        translation.Give(node, sizes with { IsScalar = false });
    }

    private static int Place(long index, int length) => (int)Math.Clamp(index < 0 ? index + length : index, 0, length);

    private static ShapeVector Vector(Translation translation, OnnxNode node, int index, bool scalarToo = false)
    {
        node.Demand(translation.IsShape(node), "sizes of a tensor", "values that the input decides", "Only sizes can be picked out; take parts of tensors before the model.");
        ShapeVector sizes = translation.Sizes(node, index);
        node.Demand(scalarToo || !sizes.IsScalar, "a list", "one number", "The file is damaged: export the model again.");
        return sizes;
    }
}
