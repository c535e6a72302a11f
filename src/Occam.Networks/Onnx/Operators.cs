using System.Collections.Frozen;

namespace Occam.Networks.Onnx;

/// <summary>The operators that can be translated.</summary>
internal static class Operators
{
    public static FrozenDictionary<string, Action<Translation, OnnxNode>> All { get; } = new Dictionary<string, Action<Translation, OnnxNode>>
    {
        ["Gemm"] = ProductOperators.Gemm,
        ["MatMul"] = ProductOperators.MatMul,
        ["Conv"] = ImageOperators.Conv,
        ["MaxPool"] = ImageOperators.MaxPool,
        ["AveragePool"] = ImageOperators.AveragePool,
        ["GlobalAveragePool"] = ImageOperators.GlobalAveragePool,
        ["ReduceMean"] = ImageOperators.ReduceMean,
        ["BatchNormalization"] = NormalizationOperators.BatchNormalization,
        ["LayerNormalization"] = NormalizationOperators.LayerNormalization,
        ["Relu"] = ElementOperators.Function,
        ["Sigmoid"] = ElementOperators.Function,
        ["Tanh"] = ElementOperators.Function,
        ["Gelu"] = ElementOperators.Gelu,
        ["Silu"] = ElementOperators.Function,
        ["LeakyRelu"] = ElementOperators.LeakyRelu,
        ["Clip"] = ElementOperators.Clip,
        ["Mul"] = ElementOperators.Mul,
        ["Div"] = ElementOperators.Div,
        ["Add"] = JoinOperators.Add,
        ["Sub"] = OffsetOperators.Sub,
        ["Concat"] = JoinOperators.Concat,
        ["Flatten"] = ReshapeOperators.Flatten,
        ["Reshape"] = ReshapeOperators.Reshape,
        ["Transpose"] = ReshapeOperators.Transpose,
        ["Squeeze"] = ReshapeOperators.Squeeze,
        ["Unsqueeze"] = ReshapeOperators.Unsqueeze,
        ["Shape"] = SizeOperators.Shape,
        ["Gather"] = SizeOperators.Gather,
        ["Slice"] = SizeOperators.Slice,
        ["Cast"] = SizeOperators.Cast,
        ["Dropout"] = ElementOperators.Dropout,
    }.ToFrozenDictionary();

    /// <summary>For messages: what a model may consist of.</summary>
    public static string Names { get; } =
        $"{string.Join(", ", All.Keys.Where(k => k is not ("Gather" or "Slice" or "Cast" or "Shape" or "Dropout")).Order(StringComparer.Ordinal))}, Softmax at the end";
}
