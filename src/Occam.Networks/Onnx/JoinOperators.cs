using System.Collections.Immutable;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Onnx;

/// <summary>Sums and concatenations of branches.</summary>
internal static class JoinOperators
{
    public static void Add(Translation translation, OnnxNode node)
    {
        node.Demand(node.Inputs.Length == 2, "two inputs", $"{node.Inputs.Length}", "The file is damaged: export the model again.");
        if (OffsetOperators.Add(translation, node)) return;
        (Activation a, Activation b) = (translation.Value(node, 0), translation.Value(node, 1));
        node.Demand(
            a.Tail.SequenceEqual(b.Tail) && translation.ShapeOf(a) == translation.ShapeOf(b), "two inputs of one shape", $"{a} and {b}", "Bring the branches to one shape; sums with broadcasting are not supported.");
        translation.Give(node, translation.Join(node.Name, JoinKind.Add, [a.Node, b.Node]), a.Tail);
    }

    public static void Concat(Translation translation, OnnxNode node)
    {
        if (translation.IsShape(node))
        {
            SizeOperators.Concat(translation, node);
            return;
        }

        Activation[] inputs = [.. Enumerable.Range(0, node.Inputs.Length).Select(i => translation.Value(node, i))];
        ImmutableArray<int> first = inputs[0].Tail;
        long axis = node.Integer("axis", 1);
        node.Demand(axis == 1 || axis == -first.Length, "axis 1, the channels", $"axis {axis} of {inputs[0]}", "Only channels can be put one after the other.");
        long channels = 0;
        foreach (Activation input in inputs)
        {
            Shape shape = translation.ShapeOf(input);
            bool fits = shape.Channels == input.Tail[0] && input.Tail.Length == first.Length && input.Tail[1..].SequenceEqual(first[1..]);
            node.Demand(fits, $"inputs that differ from {inputs[0]} in their channels only", $"{input}", "Bring the branches to one size first.");
            channels += input.Tail[0];
        }

        node.Demand(
            channels * first.Skip(1).Aggregate(1L, (p, d) => p * d) <= Limits.Values, $"at most {Limits.Values} values of an example", $"{channels} channels",
            "The file is damaged: export the model again.");
        int joined = inputs.Length == 1 ? inputs[0].Node : translation.Join(node.Name, JoinKind.Concatenate, [.. inputs.Select(i => i.Node)]);
        translation.Give(node, joined, [(int)channels, .. first[1..]]);
    }
}
