using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Networks.Onnx;

/// <summary>From the nodes of a network to operations. ONNX tells vectors from images of one pixel, so each value is remembered as one or the other.</summary>
internal sealed class NetworkWriter<T>(Network<T> network, GraphWriter graph, T[] parameters, T[] state)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Input = "x", Output = "y";

    private readonly string[] _values = new string[network.Nodes.Length];
    private readonly bool[] _isVector = new bool[network.Nodes.Length];
    private readonly HashSet<int> _flattened = [];
    private readonly List<Fault> _faults = [];

    public ModelProto Write()
    {
        (_values[0], _isVector[0]) = (Input, network.Input.Sites == 1);
        for (int i = 1; i < network.Nodes.Length; i++)
        {
            Node<T> node = network.Nodes[i];
            int source = node.Inputs[0];
            (_values[i], _isVector[i]) = (_values[source], _isVector[source]);
            if (node.Layer is null) Join(i, node);
            else Layer(i, node, node.Layer, source);
        }

        if (_faults.Count > 0) throw new InputException(_faults);
        int last = network.Nodes.Length - 1;
        graph.Node("Flatten", Output, [_values[last]], GraphWriter.Whole("axis", 1));
        return graph.Finish(Input, network.Input, Output, network.Output.Size);
    }

    private void Layer(int i, Node<T> node, Layer<T> layer, int source)
    {
        switch (layer)
        {
            case Dense<T>:
                _values[i] = graph.Node("Gemm", Name(node), [Vector(source), .. Blocks(i, node.Name)], GraphWriter.Whole("transB", 1));
                _isVector[i] = true;
                break;
            case Convolution<T> convolution:
                _values[i] = Window("Conv", i, source, [.. Blocks(i, node.Name)], convolution.Geometry);
                break;
            case Flatten<T>:
                (_values[i], _isVector[i]) = (Vector(source), true);
                break;
            case GlobalAveragePool<T>:
                _values[i] = graph.Node("GlobalAveragePool", Name(node), [Image(i, source)]);
                break;
            case MaxPool<T> pool:
                _values[i] = Pool("MaxPool", i, source, pool.Geometry);
                break;
            case AveragePool<T> pool:
                _values[i] = Pool("AveragePool", i, source, pool.Geometry, GraphWriter.Whole("count_include_pad", pool.IncludesPadding ? 1 : 0));
                break;
            case BatchNormalization<T> norm:
                if (Affine(i) is null)
                    _values[i] = BatchNorm(i, norm, node.Name, Constant($"{node.Name}.weight", [node.Output.Channels], T.One), Constant($"{node.Name}.bias", [node.Output.Channels], T.Zero));
                break;
            case LayerNormalization<T> norm:
                if (Affine(i) is null) _values[i] = LayerNorm(i, norm, Constant($"{node.Name}.weight", Sizes(source), T.One), Constant($"{node.Name}.bias", Sizes(source), T.Zero));
                break;
            case ChannelAffine<T> or ElementAffine<T>:
                Gain(i, node, source);
                break;
            case Dropout<T>:
                break;
            case Spread<T> when Readers(i).All(reader => IsOffsetSum(reader)):
                // The sum with the offset repeats the value.
                (_values[i], _isVector[i]) = (Vector(source), true);
                break;
            case Offset<T> when Readers(i).All(reader => IsOffsetSum(reader)):
                (_values[i], _isVector[i]) = (Blocks(i, node.Name)[0], true);
                break;
            default:
                Function(i, node, layer, source);
                break;
        }
    }

    /// <summary>Functions of each value; opset 17 writes GELU, SiLU and ReLU6 in parts, as PyTorch's exporter does.</summary>
    private void Function(int i, Node<T> node, Layer<T> layer, int source)
    {
        (string x, string name) = (_values[source], Name(node));
        switch (layer)
        {
            case Elementwise<T, Relu<T>>:
                _values[i] = graph.Node("Relu", name, [x]);
                break;
            case Elementwise<T, Tanh<T>>:
                _values[i] = graph.Node("Tanh", name, [x]);
                break;
            case Elementwise<T, Sigmoid<T>>:
                _values[i] = graph.Node("Sigmoid", name, [x]);
                break;
            case Elementwise<T, Silu<T>>:
                _values[i] = graph.Node("Mul", name, [x, graph.Node("Sigmoid", $"{name}/gate", [x])]);
                break;
            case Elementwise<T, Relu6<T>>:
                _values[i] = graph.Node("Clip", name, [x, Number($"{name}/least", 0), Number($"{name}/most", 6)]);
                break;
            case Elementwise<T, Gelu<T>>:
                string erf = graph.Node("Erf", $"{name}/erf", [graph.Node("Div", $"{name}/scaled", [x, Number($"{name}/root", Math.Sqrt(2))])]);
                string product = graph.Node("Mul", $"{name}/product", [x, graph.Node("Add", $"{name}/gate", [erf, Number($"{name}/one", 1)])]);
                _values[i] = graph.Node("Mul", name, [product, Number($"{name}/half", 0.5)]);
                break;
            case Scale<T> scale:
                _values[i] = graph.Node("Mul", name, [x, Number($"{name}/factor", scale.Factor)]);
                break;
            case LeakyRelu<T> leaky:
                _values[i] = graph.Node("LeakyRelu", name, [x], GraphWriter.Real("alpha", leaky.Slope));
                break;
            default:
                Refuse(node, $"a layer of kind '{layer.Kind}'");
                break;
        }
    }

    private void Join(int i, Node<T> node)
    {
        _isVector[i] = node.Inputs.Any(k => _isVector[k]);
        string[] inputs = [.. node.Inputs.Select(k => _isVector[i] ? Vector(k) : _values[k])];
        if (_isVector[i] && node.Output.Sites > 1) Refuse(node, "a join of images and vectors");
        if (node.Join == JoinKind.Concatenate)
        {
            _values[i] = graph.Node("Concat", Name(node), inputs, GraphWriter.Whole("axis", 1));
            return;
        }

        string sum = inputs[0];
        for (int k = 1; k < inputs.Length; k++) sum = graph.Node("Add", k == inputs.Length - 1 ? Name(node) : $"{Name(node)}/{k}", [sum, inputs[k]]);
        _values[i] = sum;
    }

    /// <summary>Gain and bias belong to the operation of the norm before them.</summary>
    private void Gain(int i, Node<T> node, int source)
    {
        string name = network.Nodes[source].Name;
        if (Affine(source) != i)
        {
            Refuse(node, "gain and bias that do not follow a batch or layer norm");
            return;
        }

        ReadOnlySpan<T> theta = parameters.AsSpan(network.ParameterOffset(i), network.ParameterLength(i));
        int half = theta.Length / 2;
        ImmutableArray<int> sizes = node.Layer is ElementAffine<T> ? Sizes(source) : [half];
        string gain = graph.Array($"{name}.weight", sizes, theta[..half]), bias = graph.Array($"{name}.bias", sizes, theta[half..]);
        _values[i] = network.Nodes[source].Layer is BatchNormalization<T> batch
            ? BatchNorm(source, batch, name, gain, bias)
            : LayerNorm(source, (LayerNormalization<T>)network.Nodes[source].Layer!, gain, bias);
    }

    private string BatchNorm(int i, BatchNormalization<T> norm, string name, string gain, string bias)
    {
        ReadOnlySpan<T> statistics = state.AsSpan(network.StateOffset(i), network.StateLength(i));
        int channels = statistics.Length / 2;
        string mean = graph.Array($"{name}.running_mean", [channels], statistics[..channels]), variance = graph.Array($"{name}.running_var", [channels], statistics[channels..]);
        return graph.Node(
            "BatchNormalization", Name(network.Nodes[i]), [_values[network.Nodes[i].Inputs[0]], gain, bias, mean, variance],
            GraphWriter.Real("epsilon", norm.Epsilon), GraphWriter.Real("momentum", 1 - norm.Momentum));
    }

    private string LayerNorm(int i, LayerNormalization<T> norm, string gain, string bias) => graph.Node(
        "LayerNormalization", Name(network.Nodes[i]), [_values[network.Nodes[i].Inputs[0]], gain, bias], GraphWriter.Whole("axis", 1), GraphWriter.Real("epsilon", norm.Epsilon));

    /// <summary>The node of gain and bias that alone reads a norm, or null.</summary>
    private int? Affine(int norm)
    {
        if (Readers(norm) is not [int only]) return null;
        bool fits = (network.Nodes[norm].Layer, network.Nodes[only].Layer) is (BatchNormalization<T>, ChannelAffine<T>) or (LayerNormalization<T>, ElementAffine<T>);
        return fits ? only : null;
    }

    private int[] Readers(int node) => [.. Enumerable.Range(node + 1, network.Nodes.Length - node - 1).Where(k => network.Nodes[k].Inputs.Contains(node))];

    /// <summary>Whether a node is the sum of one value and one offset.</summary>
    private bool IsOffsetSum(int node) =>
        network.Nodes[node] is { Join: JoinKind.Add, Inputs: [int a, int b] } && network.Nodes[a].Layer is Offset<T> != network.Nodes[b].Layer is Offset<T>;

    private string Window(string type, int i, int source, string[] arrays, ConvolutionGeometry g) => graph.Node(
        type, Name(network.Nodes[i]), [Image(i, source), .. arrays],
        GraphWriter.List("kernel_shape", g.KernelHeight, g.KernelWidth), GraphWriter.List("strides", g.Stride, g.Stride),
        GraphWriter.List("pads", g.Padding, g.Padding, g.Padding, g.Padding), GraphWriter.List("dilations", g.Dilation, g.Dilation), GraphWriter.Whole("group", g.Groups));

    private string Pool(string type, int i, int source, PoolGeometry g, params ReadOnlySpan<AttributeProto> more) => graph.Node(
        type, Name(network.Nodes[i]), [Image(i, source)],
        [GraphWriter.List("kernel_shape", g.Kernel, g.Kernel), GraphWriter.List("strides", g.Stride, g.Stride), GraphWriter.List("pads", g.Padding, g.Padding, g.Padding, g.Padding), .. more]);

    private List<string> Blocks(int i, string name)
    {
        List<string> names = [];
        foreach (NamedBlock block in network.Blocks.Where(b => b.Node == i)) names.Add(graph.Array($"{name}.{block.Block.Name}", block.Block.Shape, block.Of<T>(parameters.AsSpan())));
        return names;
    }

    private string Vector(int source) => _isVector[source] ? _values[source] : Flattened(source);

    /// <summary>Written once, however many read it.</summary>
    private string Flattened(int source)
    {
        string name = $"/{network.Nodes[source].Name}/Flatten";
        if (_flattened.Add(source)) graph.Node("Flatten", name, [_values[source]], GraphWriter.Whole("axis", 1));
        return name;
    }

    private string Image(int i, int source)
    {
        if (_isVector[source]) Refuse(network.Nodes[i], "a convolution or pooling of vectors");
        return _values[source];
    }

    /// <summary>The sizes of an example as ONNX sees them.</summary>
    private ImmutableArray<int> Sizes(int i)
    {
        Shape shape = network.Nodes[i].Output;
        return _isVector[i] ? [shape.Size] : [shape.Channels, shape.Height, shape.Width];
    }

    private string Constant(string name, ImmutableArray<int> sizes, T value) =>
        graph.Array<T>(name, sizes, [.. Enumerable.Repeat(value, sizes.Aggregate(1, (product, size) => product * size))]);

    private string Number(string name, double value) => graph.Array<T>(name, [], [T.CreateTruncating(value)]);

    /// <summary>PyTorch's form, which cannot be the name of an input or output.</summary>
    private static string Name(Node<T> node) => $"/{node.Name}";

    private void Refuse(Node<T> node, string got) => _faults.Add(new Fault(
        $"Export of node '{node.Name}' as ONNX", "a layer that the format has in one operation", got, "Export a model without it, or keep it as a checkpoint."));
}
