using System.Numerics;
using Google.Protobuf;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Networks.Onnx;

/// <summary>
/// Writes networks as ONNX models of opset 17, in inference: batch norm with its statistics, dropout left out. Arrays have PyTorch's names
/// ("conv1.weight", "norm1.running_mean"). What is written here, <see cref="OnnxImporter"/> reads back to the same bits; a batch or
/// layer norm without gain and bias comes back with gains of one and biases of zero.
/// </summary>
public static class OnnxExporter
{
    /// <summary>The bytes of a model file with an open batch size, input "x" and output "y", in the precision of <typeparamref name="T"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its flat vector of parameters.</param>
    /// <param name="state">Its flat vector of statistics.</param>
    /// <exception cref="InputException">The network has layers that ONNX's readers could not be given; all of them are named at once.</exception>
    public static byte[] Export<T>(Network<T> network, ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parameters.Length != network.ParameterCount || state.Length != network.StateCount)
        {
            throw new InputException(
                "Export as ONNX", $"{network.ParameterCount} parameters and {network.StateCount} statistics", $"{parameters.Length} and {state.Length}", "Give the vectors of this network.");
        }

        GraphWriter writer = new(typeof(T) == typeof(double));
        return new NetworkWriter<T>(network, writer, parameters.ToArray(), state.ToArray()).Write().ToByteArray();
    }
}
