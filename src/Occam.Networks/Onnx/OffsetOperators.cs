using System.Globalization;
using Occam.Networks.Passes;

namespace Occam.Networks.Onnx;

/// <summary>Sums and differences of a vector, or of one value that is repeated, and an array of the file.</summary>
internal static class OffsetOperators
{
    /// <summary>y = x + b or b + x; false where neither input is an array of vectors' form, so that the sum is one of branches.</summary>
    public static bool Add(Translation translation, OnnxNode node)
    {
        int array = translation.RankOf(node, 0) > 0 ? 0 : 1;
        if (translation.RankOf(node, array) == 0) return false;
        Give(translation, node, translation.Value(node, 1 - array), array, 1);
        return true;
    }

    /// <summary>y = x − b.</summary>
    public static void Sub(Translation translation, OnnxNode node)
    {
        node.Demand(node.Inputs.Length == 2, "two inputs", $"{node.Inputs.Length}", "The file is damaged: export the model again.");
        node.Demand(
            translation.RankOf(node, 1) > 0, "an array of the file as what is taken away", Limits.Quote(node.Input(1)), "Only a vector less a constant one can be read; write a difference of branches as a sum.");
        Give(translation, node, translation.Value(node), 1, -1);
    }

    private static void Give(Translation translation, OnnxNode node, Activation x, int index, int sign)
    {
        node.Demand(x.IsPlain, "an input of shape [batch, values]", $"{x}", "Flatten before it; the bias of an image belongs to its convolution.");
        int rank = translation.RankOf(node, index);
        OnnxTensor offset = translation.Array(node, index, rank);
        int length = offset.Length;
        bool isRow = offset.Dimensions[^1] == length && rank <= 2;
        node.Demand(
            isRow && (x.Size == length || x.Size == 1), x.Size == 1 ? "one row of values" : string.Create(CultureInfo.InvariantCulture, $"one row of {x.Size} values, one for each of the input's"),
            $"an array of shape {offset.Shape}", "Give every value its own.");
        string name = Translation.ModuleName(node with { Inputs = [node.Input(1 - index), node.Input(index)] });
        int value = x.Size == length ? x.Node : translation.Layer($"{name}.spread", new LayerRecipe.Repeat(length), x.Node);
        int bias = translation.Layer(name, new LayerRecipe.Shift(length), x.Node, new ArraySource(offset, Factor: sign));
        translation.Give(node, translation.Join($"{name}.sum", JoinKind.Add, [value, bias]), [length]);
    }
}
