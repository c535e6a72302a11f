using Occam.Networks.Layers;
using Occam.Numerics.Errors;

namespace Occam.Networks.Onnx;

/// <summary>
/// Reads models that PyTorch exported as ONNX, opset 9 to 17. The operators: Gemm, MatMul, Conv, BatchNormalization, LayerNormalization
/// (whole or in its parts), Relu, LeakyRelu, Sigmoid, Tanh, Gelu and SiLU (whole or in their parts), Clip as ReLU or ReLU6, MaxPool, AveragePool,
/// GlobalAveragePool, ReduceMean over an image, Add, Mul and Div by one number, Concat, Pad before an average or a convolution, and what only changes shapes. A Softmax or
/// LogSoftmax at the end, and the Sigmoid of a single output, are left out, with a note. The files are treated as hostile.
/// </summary>
public static class OnnxImporter
{
    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">
    /// The file does not exist, is damaged, or has something that cannot be a network here; all operators that are not supported are named at once.
    /// </exception>
    public static OnnxModel Import(string path)
    {
        string what = $"ONNX file '{path}'";
        try
        {
            FileInfo file = new(path);
            LayerFaults.Demand(file.Exists, what, "an existing file", "none", "Check the path.");
            LayerFaults.Demand(
                file.Length <= Array.MaxLength, what, "less than 2 GB, the most that the format allows", $"{file.Length} bytes", "Export a smaller model.");
            return Import(File.ReadAllBytes(path), what);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(what, "a file that can be read", error.Message.TrimEnd('.'), "Check the path and its permissions.");
        }
    }

    internal static OnnxModel Import(byte[] bytes, string what) => new Translation(GraphSimplifier.Simplify(GraphReader.Read(bytes, what)), what).Run();
}
