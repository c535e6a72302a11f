using System.Collections.Immutable;

namespace Occam.Networks.Onnx;

/// <summary>
/// The graph of a file: its nodes in topological order, its constants, its one input and the name of its one output. Names are unique and
/// every input of a node is known.
/// </summary>
/// <param name="Opset">Version of ONNX's own operators.</param>
/// <param name="Producer">The program that wrote the file, or "".</param>
/// <param name="Nodes">The operations.</param>
/// <param name="Constants">The arrays by name.</param>
/// <param name="Input">Name of the input.</param>
/// <param name="InputDimensions">Sizes of the input, the batch first; null where a name stands for a number.</param>
/// <param name="Output">Name of the output.</param>
internal sealed record OnnxGraph(
    int Opset, string Producer, ImmutableArray<OnnxNode> Nodes, ImmutableDictionary<string, OnnxTensor> Constants, string Input,
    ImmutableArray<long?> InputDimensions, string Output)
{
    /// <summary>What was changed on the way from the file, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The array of a name, or null if the name is of something that the input decides.</summary>
    public OnnxTensor? Constant(string name) => Constants.GetValueOrDefault(name);

    /// <summary>The only value of a constant of one number, or null.</summary>
    public double? Number(string name) => Constant(name)?.Single;
}
