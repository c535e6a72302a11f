using System.Collections.Immutable;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>Batch norm with the file's statistics, and layer norm of whole examples.</summary>
internal static class NormalizationOperators
{
    public static void BatchNormalization(Translation translation, OnnxNode node)
    {
        Activation x = translation.Value(node);
        node.Demand(
            node.Integer("training_mode", 0) == 0 && node.Outputs.Skip(1).All(o => o.Length == 0), "inference with frozen statistics", "batch norm in training mode, which couples examples",
            "Call model.eval() and export again.");
        node.Demand(node.Integer("spatial", 1) == 1, "statistics by channel", "spatial = 0", "Export the model from PyTorch.");
        Shape shape = translation.ShapeOf(x);
        bool fits = x.IsPlain ? shape == new Shape(x.Tail[0]) : x.Tail.AsSpan().SequenceEqual([shape.Channels, shape.Height, shape.Width]);
        node.Demand(fits, "a plain vector or an image, channels first", $"{x}", "Put the batch norm before the change of shape.");
        ArraySource[] arrays = [.. Enumerable.Range(1, 4).Select(i => new ArraySource(Channels(translation, node, i, x.Tail[0])))];
        double least = Enumerable.Range(0, x.Tail[0]).Min(arrays[3].Tensor.Real);
        node.Demand(least >= 0, "variances of at least 0", $"{least}", "The file is damaged: export the model again.");
        string name = Translation.ModuleName(node);
        double momentum = Math.Round(1 - node.Real("momentum", 0.9), 12);
        int norm = translation.LayerWithState(name, new LayerRecipe.BatchNorm(node.Real("epsilon", 1e-5), momentum), x.Node, arrays[2], arrays[3]);
        translation.Give(node, translation.Layer($"{name}.affine", new LayerRecipe.GainOfChannels(), norm, arrays[0], arrays[1]), x.Tail);
    }

    public static void LayerNormalization(Translation translation, OnnxNode node)
    {
        Activation x = translation.Value(node);
        int rank = x.Tail.Length + 1;
        ImmutableArray<long> given = node.Integers("axes");
        long first = node.Integer("axis", -1);
        long[] axes = given.IsEmpty
            ? [.. Enumerable.Range(0, rank).Select(a => (long)a).Where(a => a >= (first < 0 ? first + rank : first))]
            : [.. given.Select(a => a < 0 ? a + rank : a).Order()];
        node.Demand(
            axes.SequenceEqual(Enumerable.Range(1, rank - 1).Select(a => (long)a)), "a layer norm over the whole of each example", $"axes [{string.Join(", ", axes)}] of {x}",
            "Use a normalized_shape of the example's shape; norms over a part of it are not supported.");
        node.Demand(node.Outputs.Skip(1).All(o => o.Length == 0), "one output", $"{node.Outputs.Length}", "Only the normalized values can be used.");
        string name = Translation.ModuleName(node);
        int layer = translation.Layer(name, new LayerRecipe.LayerNorm(node.Real("epsilon", 1e-5)), x.Node);
        node.Demand(node.Has(1) == node.Has(2), "gain and bias, or neither", "one of them", "Use torch.nn.LayerNorm with its bias, or with elementwise_affine=False.");
        if (node.Has(1))
            layer = translation.Layer($"{name}.affine", new LayerRecipe.GainOfValues(), layer, new ArraySource(Values(translation, node, 1, x.Size)), new ArraySource(Values(translation, node, 2, x.Size)));
        translation.Give(node, layer, x.Tail);
    }

    private static OnnxTensor Channels(Translation translation, OnnxNode node, int index, int channels)
    {
        OnnxTensor tensor = translation.Array(node, index, rank: 1);
        node.Demand(tensor.Length == channels, $"input {index} to have {channels} values, one a channel", $"{tensor.Length}", "The file is damaged: export the model again.");
        return tensor;
    }

    private static OnnxTensor Values(Translation translation, OnnxNode node, int index, int size)
    {
        OnnxTensor tensor = translation.Array(node, index, translation.RankOf(node, index));
        node.Demand(tensor.Length == size, $"input {index} to have {size} values", $"{tensor.Length}", "Use a normalized_shape of the example's shape.");
        return tensor;
    }
}
