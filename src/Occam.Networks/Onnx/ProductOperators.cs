namespace Occam.Networks.Onnx;

/// <summary>Products with a matrix of parameters.</summary>
internal static class ProductOperators
{
    /// <summary>y = α·x·W + β·c, W turned if transB.</summary>
    public static void Gemm(Translation translation, OnnxNode node)
    {
        node.Demand(node.Integer("transA", 0) == 0, "transA = 0", $"{node.Integer("transA", 0)}", "Multiply the input from the left, as torch.nn.Linear does.");
        bool turned = node.Integer("transB", 0) != 0;
        double alpha = node.Real("alpha", 1), beta = node.Has(2) ? node.Real("beta", 1) : 0;
        node.Demand(double.IsFinite(alpha) && double.IsFinite(beta), "finite α and β", $"{alpha} and {beta}", "The file is damaged: export the model again.");
        Dense(translation, node, turned, alpha, beta);
    }

    /// <summary>y = x·W, and + c if a constant is added next.</summary>
    public static void MatMul(Translation translation, OnnxNode node) => Dense(translation, node, turned: false, alpha: 1, node.Has(2) ? 1 : 0);

    private static void Dense(Translation translation, OnnxNode node, bool turned, double alpha, double beta)
    {
        Activation x = translation.Value(node);
        node.Demand(x.IsPlain, "an input of shape [batch, values]", $"{x}", "Flatten before it; layers applied place by place are 1×1 convolutions.");
        OnnxTensor weight = translation.Array(node, 1, rank: 2);
        (int outputs, int inputs) = turned ? (weight.Dimensions[0], weight.Dimensions[1]) : (weight.Dimensions[1], weight.Dimensions[0]);
        node.Demand(inputs == x.Size, $"a matrix for {x.Size} inputs", $"{inputs}, in the shape {weight.Shape}", "Is a flatten or a pooling missing before it?");
        ArraySource matrix = new(weight, !turned, alpha);
        int layer = beta == 0
            ? translation.Layer(Translation.ModuleName(node), new LayerRecipe.Product(outputs, Bias: false), x.Node, matrix)
            : translation.Layer(Translation.ModuleName(node), new LayerRecipe.Product(outputs, Bias: true), x.Node, matrix, Bias(translation, node, outputs, beta));
        translation.Give(node, layer, [outputs]);
    }

    private static ArraySource Bias(Translation translation, OnnxNode node, int outputs, double beta)
    {
        int rank = translation.RankOf(node, 2);
        OnnxTensor bias = translation.Array(node, 2, rank);
        node.Demand(
            rank is 1 or 2 && bias.Length == outputs && bias.Dimensions[^1] == outputs, $"a bias of {outputs} values", $"an array of shape {bias.Shape}",
            "Give every output its own bias, or none.");
        return new ArraySource(bias, Factor: beta);
    }
}
