using System.Collections.Immutable;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>Operators on images.</summary>
internal static class ImageOperators
{
    public static void Conv(Translation translation, OnnxNode node)
    {
        Activation x = Image(translation, node);
        OnnxTensor weight = translation.Array(node, 1, rank: 4);
        (int outputs, int height, int width) = (weight.Dimensions[0], weight.Dimensions[2], weight.Dimensions[3]);
        WindowSettings window = WindowSettings.Read(node, height, width);
        long groups = node.Integer("group", 1);
        node.Demand(
            groups >= 1 && groups <= x.Tail[0] && x.Tail[0] % groups == 0 && outputs % groups == 0 && weight.Dimensions[1] == x.Tail[0] / groups,
            $"a weight for {x.Tail[0]} channels in {groups} groups", $"the shape {weight.Shape}", "The file is damaged: export the model again.");
        DemandSize(node, outputs, window.Along(x.Tail[1], height), window.Along(x.Tail[2], width));
        long taps = (long)window.Stride * window.Stride * outputs * height * width;
        node.Demand(taps <= Limits.SortedTaps, $"stride² × outputs × kernel of at most {Limits.SortedTaps}", $"{taps}", "Use a smaller stride or fewer outputs.");
        LayerRecipe.Window recipe = new(outputs, height, width, window.Stride, window.Padding, window.Dilation, (int)groups, node.Has(2));
        string name = Translation.ModuleName(node);
        int layer = recipe.Bias
            ? translation.Layer(name, recipe, x.Node, new ArraySource(weight), Bias(translation, node, outputs))
            : translation.Layer(name, recipe, x.Node, new ArraySource(weight));
        Give(translation, node, layer);
    }

    public static void MaxPool(Translation translation, OnnxNode node)
    {
        Activation x = Image(translation, node);
        WindowSettings window = PoolWindow(node, x);
        node.Demand(node.Outputs.Length == 1, "one output", $"{node.Outputs.Length}", "Use MaxPool2d without return_indices.");
        Give(translation, node, translation.Layer(node.Name, new LayerRecipe.Largest(window.KernelHeight, window.Stride, window.Padding), x.Node));
    }

    public static void AveragePool(Translation translation, OnnxNode node)
    {
        Activation x = Image(translation, node);
        WindowSettings window = PoolWindow(node, x);
        bool includes = node.Integer("count_include_pad", 0) != 0;
        Give(translation, node, translation.Layer(node.Name, new LayerRecipe.Average(window.KernelHeight, window.Stride, window.Padding, includes), x.Node));
    }

    public static void GlobalAveragePool(Translation translation, OnnxNode node)
    {
        Activation x = Image(translation, node);
        translation.Give(node, translation.Layer(node.Name, new LayerRecipe.MeanOfImage(), x.Node), [x.Tail[0], 1, 1]);
    }

    /// <summary>The mean of each channel: over the last two axes of an image, or the last one of an image whose sites lie in a row.</summary>
    public static void ReduceMean(Translation translation, OnnxNode node)
    {
        Activation x = translation.Value(node);
        int rank = x.Tail.Length + 1;
        long[] axes = [.. node.Integers("axes").Select(a => a < 0 ? a + rank : a).Order()];
        Shape shape = translation.ShapeOf(x);
        bool overSites = rank >= 3 && axes.SequenceEqual(Enumerable.Range(2, rank - 2).Select(a => (long)a)) && shape.Channels == x.Tail[0];
        node.Demand(overSites, "a mean over all places of an image, axes [2, 3]", $"axes [{string.Join(", ", axes)}] of {x}", "Only the mean of whole channels is a layer here.");
        int layer = translation.Layer(node.Name, new LayerRecipe.MeanOfImage(), x.Node);
        ImmutableArray<int> ones = node.Integer("keepdims", 1) == 0 ? [] : [.. Enumerable.Repeat(1, rank - 2)];
        translation.Give(node, layer, [x.Tail[0], .. ones]);
    }

    private static ArraySource Bias(Translation translation, OnnxNode node, int outputs)
    {
        OnnxTensor bias = translation.Array(node, 2, translation.RankOf(node, 2));
        node.Demand(bias.Length == outputs, $"a bias of {outputs} values", $"an array of shape {bias.Shape}", "The file is damaged: export the model again.");
        return new ArraySource(bias);
    }

    private static Activation Image(Translation translation, OnnxNode node)
    {
        Activation x = translation.Value(node);
        Shape shape = translation.ShapeOf(x);
        node.Demand(
            x.Tail.AsSpan().SequenceEqual([shape.Channels, shape.Height, shape.Width]), "an input of shape [batch, channels, rows, columns] in PyTorch's order", $"{x}",
            "Only two-dimensional images, channels first, are supported; a plain vector cannot be turned into an image.");
        return x;
    }

    private static WindowSettings PoolWindow(OnnxNode node, Activation x)
    {
        WindowSettings window = WindowSettings.Read(node);
        node.Demand(window.KernelHeight == window.KernelWidth, "a square window", $"{window.KernelHeight}×{window.KernelWidth}", "Use the same number of rows and columns.");
        node.Demand(window.Dilation == 1, "a window without dilation", $"dilation {window.Dilation}", "Use MaxPool2d with dilation=1.");
        node.Demand(node.Integer("storage_order", 0) == 0, "storage_order = 0", $"{node.Integer("storage_order", 0)}", "Export the model from PyTorch.");
        bool divides = new[] { x.Tail[1], x.Tail[2] }.All(size => (size + (2L * window.Padding) - window.KernelHeight) % window.Stride == 0);
        node.Demand(
            node.Integer("ceil_mode", 0) == 0 || divides, "ceil_mode = 0, or windows that fit", $"ceil_mode = 1 with a last window that is cut off, on {x}",
            "Use ceil_mode=False, or pad the image.");
        return window;
    }

    private static void DemandSize(OnnxNode node, int outputs, long height, long width)
    {
        node.Demand(height > 0 && width > 0, "an image at least as large as the kernel", $"an output of {height}×{width}", "Use larger images, more padding, or a smaller kernel.");
        node.Demand(
            height <= Limits.Values && width <= Limits.Values && outputs * height <= Limits.Values / width, $"at most {Limits.Values} values of an example", $"{outputs}×{height}×{width}",
            "The model is too large, or the file is damaged.");
    }

    private static void Give(Translation translation, OnnxNode node, int layer)
    {
        Shape shape = translation.ShapeOf(layer);
        translation.Give(node, layer, [shape.Channels, shape.Height, shape.Width]);
    }
}
