using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Onnx;

/// <summary>
/// A model read from an ONNX file: the network in either precision, with the file's parameters and statistics. Blocks have the names of
/// the PyTorch parameters where the file kept them ("conv1.weight"); a normalization's gain and bias are "norm1.affine.gain" and
/// "norm1.affine.bias".
/// </summary>
public sealed class OnnxModel
{
    private readonly ImmutableArray<NetworkStep> _steps;
    private readonly ImmutableArray<ArraySource> _parameters, _state;

    internal OnnxModel(OnnxGraph graph, Shape input, int classes, ImmutableArray<NetworkStep> steps, ImmutableArray<ArraySource> parameters, ImmutableArray<ArraySource> state)
    {
        (Opset, Producer, Input, Classes) = (graph.Opset, graph.Producer, input, classes);
        (_steps, _parameters, _state) = (steps, parameters, state);
    }

    /// <summary>The version of ONNX's operators that the file uses.</summary>
    public int Opset { get; }

    /// <summary>The program that wrote the file, as it calls itself, for example "pytorch 2.4.0"; "" if it does not.</summary>
    public string Producer { get; }

    /// <summary>The shape of one example; the file's batch size, if it has one, is not kept.</summary>
    public Shape Input { get; }

    /// <summary>The number of outputs.</summary>
    public int Classes { get; }

    /// <summary>P, the length of the flat vector of parameters.</summary>
    public int ParameterCount => _parameters.Sum(p => p.Length);

    /// <summary>The number of arrays of parameters and statistics.</summary>
    public int Arrays => _parameters.Length + _state.Length;

    /// <summary>How many of these arrays the file stores in double precision; the others are in single precision.</summary>
    public int DoubleArrays => _parameters.Concat(_state).Count(source => source.Tensor.Doubles is not null);

    /// <summary>What a reader of the results has to know about how the model was read, one sentence each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The network; its last node gives the logits.</summary>
    public Network<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(Input);
        foreach (NetworkStep step in _steps) step.AddTo(builder);
        return builder.Build();
    }

    /// <summary>The flat vector of parameters in the order of the network's blocks, rounded to <typeparamref name="T"/>; a new array each time.</summary>
    public T[] Parameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Join<T>(_parameters);

    /// <summary>The flat vector of statistics (running means and variances) in the network's order; a new array each time.</summary>
    public T[] State<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Join<T>(_state);

    private static T[] Join<T>(ImmutableArray<ArraySource> sources)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] vector = new T[sources.Sum(s => s.Length)];
        int offset = 0;
        foreach (ArraySource source in sources)
        {
            source.CopyTo(vector.AsSpan(offset, source.Length));
            offset += source.Length;
        }

        return vector;
    }
}
