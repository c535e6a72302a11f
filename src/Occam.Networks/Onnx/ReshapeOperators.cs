using System.Collections.Immutable;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>Operators that leave the values where they are in memory and change what the sizes are called.</summary>
internal static class ReshapeOperators
{
    public static void Flatten(Translation translation, OnnxNode node)
    {
        Activation x = translation.Value(node);
        long axis = node.Integer("axis", 1);
        node.Demand(axis == 1 || axis == -x.Tail.Length, "axis 1: one vector an example", $"axis {axis} of {x}", "Use torch.nn.Flatten().");
        Give(translation, node, x, [x.Size]);
    }

    public static void Reshape(Translation translation, OnnxNode node)
    {
        Activation x = translation.Value(node);
        ImmutableArray<long?> asked = translation.Sizes(node, 1).Entries;
        string got = $"[{string.Join(", ", asked.Select(a => a?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "batch"))}] of {x}";
        bool zeroCopies = node.Integer("allowzero", 0) == 0;
        node.Demand(
            asked.Length >= 2 && KeepsBatch(asked[0], translation.Batch, zeroCopies), "a shape that keeps the batch as its first size", got,
            "Write x.flatten(1) or x.reshape(x.shape[0], ...), and export with dynamic_axes.");
        long[] tail = new long[asked.Length - 1];
        for (int i = 0; i < tail.Length; i++)
        {
            long size = asked[i + 1] ?? 0;
            tail[i] = size == 0 && zeroCopies && asked[i + 1] is not null && i < x.Tail.Length ? x.Tail[i] : size;
        }

        int open = Array.IndexOf(tail, -1);
        long known = tail.Where((_, i) => i != open).Aggregate(1L, (product, d) => d < 1 || product < 1 || d > Limits.Values / product ? 0 : product * d);
        if (open >= 0 && known > 0 && x.Size % known == 0) tail[open] = x.Size / known;
        bool fits = known > 0 && (open < 0 ? known == x.Size : x.Size % known == 0 && asked[0] != -1);
        node.Demand(fits, $"{x.Size} values in each example", got, "A reshape may not move values between examples.");
        Give(translation, node, x, [.. tail.Select(d => (int)d)]);
    }

    /// <summary>Only sizes of one may change their place: anything else would move values.</summary>
    public static void Transpose(Translation translation, OnnxNode node)
    {
        Activation x = translation.Value(node);
        int rank = x.Tail.Length + 1;
        ImmutableArray<long> order = node.Integers("perm");
        if (order.IsEmpty) order = [.. Enumerable.Range(0, rank).Reverse().Select(a => (long)a)];
        bool permutes = order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(a => (long)a));
        long[] moved = permutes ? [.. order.Where(a => a > 0 && x.Tail[(int)a - 1] > 1)] : [];
        node.Demand(
            permutes && order[0] == 0 && moved.SequenceEqual(moved.Order()), "a transpose that moves only sizes of one", $"perm [{string.Join(", ", order)}] of {x}",
            "Keep images in PyTorch's order, channels first; or flatten before it.");
        Give(translation, node, x, [.. order.Skip(1).Select(a => x.Tail[(int)a - 1])]);
    }

    public static void Squeeze(Translation translation, OnnxNode node)
    {
        if (translation.IsShape(node))
        {
            SizeOperators.Squeeze(translation, node);
            return;
        }

        Activation x = translation.Value(node);
        int rank = x.Tail.Length + 1;
        long[] axes = [.. translation.Axes(node, "axes", 1).Select(a => a < 0 ? a + rank : a)];
        if (axes.Length == 0) axes = [.. Enumerable.Range(1, rank - 1).Where(a => x.Tail[a - 1] == 1).Select(a => (long)a)];
        node.Demand(
            axes.All(a => a > 0 && a < rank && x.Tail[(int)a - 1] == 1), "axes of size one, not the batch", $"axes [{string.Join(", ", axes)}] of {x}",
            "Name the axes to squeeze.");
        ImmutableArray<int> tail = [.. x.Tail.Where((_, i) => !axes.Contains(i + 1))];
        Give(translation, node, x, tail.IsEmpty ? [1] : tail);
    }

    public static void Unsqueeze(Translation translation, OnnxNode node)
    {
        if (translation.IsShape(node))
        {
            SizeOperators.Unsqueeze(translation, node);
            return;
        }

        Activation x = translation.Value(node);
        ImmutableArray<long> given = translation.Axes(node, "axes", 1);
        int rank = x.Tail.Length + 1 + given.Length;
        long[] axes = [.. given.Select(a => a < 0 ? a + rank : a).Order()];
        node.Demand(
            axes.Length > 0 && axes.All(a => a > 0 && a < rank) && axes.Distinct().Count() == axes.Length, "axes after the batch", $"axes [{string.Join(", ", axes)}] of {x}", "Keep the batch as the first axis.");
        List<int> tail = [.. x.Tail];
        foreach (long axis in axes) tail.Insert((int)axis - 1, 1);
        Give(translation, node, x, [.. tail]);
    }

    private static bool KeepsBatch(long? first, long? batch, bool zeroCopies) => first is null or -1 || (first == 0 && zeroCopies) || first == batch;

    private static void Give(Translation translation, OnnxNode node, Activation x, ImmutableArray<int> tail)
    {
        node.Demand(tail.Length <= Limits.Rank, $"at most {Limits.Rank} sizes", $"{tail.Length}", "The file is damaged: export the model again.");
        bool flattens = tail.Length == 1 && translation.ShapeOf(x) != new Shape(x.Size);
        translation.Give(node, flattens ? translation.Layer(node.Name, new LayerRecipe.Flat(), x.Node) : x.Node, tail);
    }
}
