namespace Occam.Networks.Onnx;

/// <summary>Functions of each value.</summary>
internal static class ElementOperators
{
    /// <summary>From here on a bound of Clip is no bound in single precision.</summary>
    private const double NoBound = 3.4e38;

    public static void Function(Translation translation, OnnxNode node) => Give(translation, node, new LayerRecipe.Function(node.Operator));

    public static void Gelu(Translation translation, OnnxNode node)
    {
        string form = node.Text("approximate", "none");
        node.Demand(form == "none", "the exact GELU", $"approximate = {Limits.Quote(form)}", "Use torch.nn.GELU().");
        Function(translation, node);
    }

    public static void LeakyRelu(Translation translation, OnnxNode node) => Give(translation, node, new LayerRecipe.Leaky(node.Real("alpha", 0.01)));

    /// <summary>Clip from 0 is ReLU, and from 0 to 6 ReLU6.</summary>
    public static void Clip(Translation translation, OnnxNode node)
    {
        double low = Bound(translation, node, "min", 1, double.NegativeInfinity), high = Bound(translation, node, "max", 2, double.PositiveInfinity);
        bool isRelu = low == 0 && high >= NoBound;
        node.Demand(isRelu || (low == 0 && high == 6), "bounds 0 and 6 (ReLU6), or 0 and none (ReLU)", $"{Text(low)} and {Text(high)}", "Use ReLU or ReLU6.");
        Give(translation, node, new LayerRecipe.Function(isRelu ? "Relu" : "Relu6"));
    }

    /// <summary>y = c·x or x·c, c being one number of the file.</summary>
    public static void Mul(Translation translation, OnnxNode node)
    {
        int constant = translation.Number(node, "", 1) is null ? 0 : 1;
        Times(translation, node, 1 - constant, translation.Number(node, "", constant), c => c);
    }

    /// <summary>y = x / c.</summary>
    public static void Div(Translation translation, OnnxNode node) => Times(translation, node, 0, translation.Number(node, "", 1), c => 1 / c);

    private static void Times(Translation translation, OnnxNode node, int input, double? constant, Func<double, double> factor)
    {
        node.Demand(node.Inputs.Length == 2, "two inputs", $"{node.Inputs.Length}", "The file is damaged: export the model again.");
        double number = constant ?? double.NaN;
        node.Demand(
            double.IsNormal(number) && double.IsFinite(factor(number)), "a factor that is one number of the file, not 0", constant is { } given ? $"{given}" : "an array, or what the input decides",
            "Scale the examples before the model, or fold the factors into a layer; products of branches are not supported.");
        Activation x = translation.Value(node, input);
        translation.Give(node, translation.Layer(node.Name, new LayerRecipe.Multiple(factor(number)), x.Node), x.Tail);
    }

    /// <summary>Only a dropout that is still at work has not been left out before.</summary>
    public static void Dropout(Translation translation, OnnxNode node) =>
        node.Demand(false, "inference", "dropout in training mode", "Call model.eval() and export again.");

    private static double Bound(Translation translation, OnnxNode node, string name, int input, double otherwise)
    {
        if (!node.Attributes.ContainsKey(name) && !node.Has(input)) return otherwise;
        double? bound = translation.Number(node, name, input);
        node.Demand(bound is not null, $"a constant {name}", Limits.Quote(node.Input(input)), "Use ReLU or ReLU6.");
        return bound.Value;
    }

    private static string Text(double bound) => double.IsInfinity(bound) ? "none" : $"{bound}";

    private static void Give(Translation translation, OnnxNode node, LayerRecipe recipe)
    {
        Activation x = translation.Value(node);
        translation.Give(node, translation.Layer(node.Name, recipe, x.Node), x.Tail);
    }
}
