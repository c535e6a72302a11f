using System.Collections.Immutable;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Networks.Onnx;

/// <summary>From the operations of a graph to the steps of a network. What cannot be translated is collected, and refused together.</summary>
internal sealed class Translation
{
    private const string Supported = "a supported operator";

    private readonly OnnxGraph _graph;
    private readonly string _what;
    private readonly Dictionary<string, Activation> _activations = [];
    private readonly Dictionary<string, ShapeVector> _shapes = [];
    private readonly List<Fault> _faults = [];
    private readonly List<string> _endings = [];
    private readonly List<NetworkStep> _steps = [];
    private readonly List<ArraySource> _parameters = [], _state = [];
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, int> _uses = [];
    private readonly NetworkBuilder<float> _builder;
    private readonly long _stored;
    private long _used;

    public Translation(OnnxGraph graph, string what)
    {
        (_graph, _what, _stored) = (graph, what, graph.Constants.Values.Sum(t => (long)t.Length));
        ImmutableArray<int> tail = InputTail();
        Batch = graph.InputDimensions[0];
        _builder = new NetworkBuilder<float>(Activation.ShapeOf(tail.AsSpan()));
        _activations[graph.Input] = new Activation(0, tail);
    }

    public int Opset => _graph.Opset;

    /// <summary>The batch size that the file was exported with, or null if it left it open.</summary>
    public long? Batch { get; }

    public OnnxModel Run()
    {
        OnnxNode? sigmoid = _graph.Nodes.FirstOrDefault(n => n is { Domain: "", Operator: "Sigmoid" } && n.Outputs.Contains(_graph.Output));
        foreach (OnnxNode node in _graph.Nodes.Where(n => !ReferenceEquals(n, sigmoid))) Translate(node);
        string last = sigmoid is null ? _graph.Output : Ending(sigmoid);
        if (_faults.Count > 0) throw new InputException(_faults);
        Shape output = Output(last);
        LayerFaults.Demand(_parameters.Count > 0, _what, "a model with parameters", "none", "Export a model that has layers to train.");
        return new OnnxModel(_graph, _builder.ShapeOf(0), output.Size, [.. _steps], [.. _parameters], [.. _state]) { Notes = Notes() };
    }

    /// <summary>The value of an input that the network's input decides.</summary>
    public Activation Value(OnnxNode node, int index = 0)
    {
        bool found = _activations.TryGetValue(node.Input(index), out Activation? value);
        node.Demand(
            found, $"input {index} to depend on the model's input", $"{Limits.Quote(node.Input(index))}, a constant or a shape",
            "Export the model with constant folding (do_constant_folding=True).");
        return value!;
    }

    /// <summary>Whether an input is computed from sizes, not from values.</summary>
    public bool IsShape(OnnxNode node) => node.Inputs.Length > 0 && !_activations.ContainsKey(node.Input(0));

    /// <summary>The whole numbers of an input: constants, or computed from sizes.</summary>
    public ShapeVector Sizes(OnnxNode node, int index)
    {
        string name = node.Input(index);
        if (_shapes.TryGetValue(name, out ShapeVector? shape)) return shape;
        OnnxTensor? tensor = _graph.Constant(name);
        node.Demand(
            tensor is { IsReal: false, Rank: <= 1, Length: <= Limits.ShapeEntries }, $"input {index} to be a list of at most {Limits.ShapeEntries} whole numbers known before the run",
            tensor is null ? $"{Limits.Quote(name)}, which is computed" : $"an array of shape {tensor.Shape}", "Write the sizes in the model as numbers, or export it with constant folding.");
        return new ShapeVector([.. tensor!.Integers!.Select(i => (long?)i)], tensor.Rank == 0);
    }

    /// <summary>Whole numbers that are an attribute in older opsets and an input in newer ones; empty if they are left out.</summary>
    public ImmutableArray<long> Axes(OnnxNode node, string attribute, int input)
    {
        if (node.Attributes.ContainsKey(attribute) || node.Input(input).Length == 0) return node.Integers(attribute);
        ImmutableArray<long?> entries = Sizes(node, input).Entries;
        node.Demand(entries.All(e => e is not null), $"constant {attribute}", "the batch size among them", "Write them in the model as numbers.");
        return [.. entries.Select(e => e!.Value)];
    }

    /// <summary>A number that is an attribute in older opsets and an input in newer ones; null if it is neither or computed.</summary>
    public double? Number(OnnxNode node, string attribute, int input) =>
        node.Attributes.ContainsKey(attribute) ? node.Real(attribute, 0) : _graph.Number(node.Input(input));

    /// <summary>An array of parameters or statistics: real, of this rank, all values finite.</summary>
    public OnnxTensor Array(OnnxNode node, int index, int rank)
    {
        string name = node.Input(index);
        OnnxTensor? tensor = _graph.Constant(name);
        node.Demand(
            tensor is not null, $"input {index} to be an array in the file", $"{Limits.Quote(name)}, which is computed",
            "Only products with parameters are layers; attention and the like are not supported.");
        node.Demand(
            tensor.IsReal && tensor.Rank == rank && tensor.Length > 0, $"input {index} to be real with {rank} dimensions", $"{(tensor.IsReal ? "real" : "whole")} numbers of shape {tensor.Shape}",
            "Export the model again; only two-dimensional images and plain vectors are supported.");
        int uses = _uses[tensor.Name] = _uses.GetValueOrDefault(tensor.Name) + 1;
        int place = uses > 1 ? -1 : tensor.FirstNotFinite();
        if (place >= 0) node.Demand(false, $"finite numbers in {Limits.Quote(name)}", $"{tensor.Real(place)} at place {place}", "The model has diverged: train it again, or take an earlier checkpoint.");
        return tensor;
    }

    /// <summary>The name of a layer: that of the PyTorch module whose parameters it has, where the file kept it, or the node's.</summary>
    public static string ModuleName(OnnxNode node)
    {
        foreach (string name in node.Inputs.Skip(1))
        {
            int dot = name.LastIndexOf('.');
            if (dot > 0 && name[dot..] is ".weight" or ".bias") return name[..dot];
        }

        return node.Name;
    }

    /// <summary>Adds a layer; its parameters are the arrays in the order of its blocks.</summary>
    public int Layer(string name, LayerRecipe recipe, int input, params ReadOnlySpan<ArraySource> parameters) => Add(name, recipe, JoinKind.Add, [input], parameters, []);

    /// <summary>Adds a layer with statistics and no parameters.</summary>
    public int LayerWithState(string name, LayerRecipe recipe, int input, params ReadOnlySpan<ArraySource> state) => Add(name, recipe, JoinKind.Add, [input], [], state);

    public int Join(string name, JoinKind kind, ImmutableArray<int> inputs) => Add(name, null, kind, inputs, [], []);

    /// <summary>The number of dimensions of an array, or 0 if the input is not one.</summary>
    public int RankOf(OnnxNode node, int index) => _graph.Constant(node.Input(index))?.Rank ?? 0;

    public Shape ShapeOf(int layer) => _builder.ShapeOf(layer);

    public Shape ShapeOf(Activation value) => _builder.ShapeOf(value.Node);

    public void Give(OnnxNode node, int layer, ImmutableArray<int> tail) => _activations[node.Output] = new Activation(layer, tail);

    public void Give(OnnxNode node, ShapeVector sizes)
    {
        node.Demand(sizes.Entries.Length <= Limits.ShapeEntries, $"at most {Limits.ShapeEntries} sizes", $"{sizes.Entries.Length}", "The file is damaged: export the model again.");
        _shapes[node.Output] = sizes;
    }

    private void Translate(OnnxNode node)
    {
        if (node.Domain.Length > 0 || !Operators.All.TryGetValue(node.Operator, out Action<Translation, OnnxNode>? translate))
        {
            // The whole list once: a large model can have hundreds of such nodes.
            string remedy = _faults.Any(f => f.Expected == Supported) ? "Replace it too." : $"Replace it by layers of these operators: {Operators.Names}.";
            string domain = node.Domain.Length > 0 ? $" of domain {Limits.Quote(node.Domain)}" : "";
            _faults.Add(new Fault(node.Title, Supported, $"{Limits.Quote(node.Operator)}{domain}", remedy));
            return;
        }

        // What reads a value that was refused cannot be judged, and is not listed.
        if (!node.Inputs.All(i => i.Length == 0 || _activations.ContainsKey(i) || _shapes.ContainsKey(i) || _graph.Constants.ContainsKey(i))) return;
        try
        {
            translate(this, node);
        }
        catch (InputException refusal)
        {
            _faults.AddRange(refusal.Faults.Select(f => f.What == node.Title ? f : f with { What = $"{node.Title}: {f.What}" }));
        }
        catch (OverflowException)
        {
            _faults.Add(new Fault(node.Title, $"fewer than {Limits.Values} values of an example", "more", "The model is too large for this machine, or the file is damaged."));
        }
    }

    private int Add(string name, LayerRecipe? recipe, JoinKind join, ImmutableArray<int> inputs, ReadOnlySpan<ArraySource> parameters, ReadOnlySpan<ArraySource> state)
    {
        DemandFewCopies(parameters);
        string unique = name;
        for (int copy = 2; !_names.Add(unique); copy++) unique = $"{name}#{copy}";
        NetworkStep step = new(unique, recipe, join, inputs);
        int node = step.AddTo(_builder);
        if (_builder.ShapeOf(node).Size > Limits.Values) throw new OverflowException();
        _steps.Add(step);
        _parameters.AddRange(parameters);
        _state.AddRange(state);
        return node;
    }

    private ImmutableArray<int> InputTail()
    {
        ImmutableArray<long?> tail = _graph.InputDimensions[1..];
        string got = $"[{string.Join(", ", _graph.InputDimensions.Select(d => d?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"))}]";
        LayerFaults.Demand(
            tail.Length is >= 1 and <= 3, _what, "an input of shape [batch, values], [batch, rows, columns] or [batch, channels, rows, columns]", got,
            "Wrap the model so that it takes one of these, and export that.");
        LayerFaults.Demand(
            tail.All(d => d is not null), _what, "an input of which only the batch is open", got, "Give dynamic_axes={'x': {0: 'batch'}} only, and an example of the right size.");
        long size = tail.Aggregate(1L, (product, d) => d > Limits.Values / product ? Limits.Values + 1 : product * d!.Value);
        LayerFaults.Demand(size <= Limits.Values, _what, $"an input of at most {Limits.Values} values", got, "The file is damaged: export the model again.");
        return [.. tail.Select(d => (int)d!.Value)];
    }

    /// <summary>
    /// The last value of a model that ends in a sigmoid. One output is a probability, whose loss is computed from the logit before it; several are taken as they are.
    /// </summary>
    private string Ending(OnnxNode sigmoid)
    {
        bool isProbability = _activations.TryGetValue(sigmoid.Input(0), out Activation? before) && before.Size == 1;
        _endings.Add(isProbability
            ? $"Sigmoid at the end ({Limits.Quote(sigmoid.Name)}) left out: the logistic loss is computed from the logit before it."
            : $"The model ends in a sigmoid ({Limits.Quote(sigmoid.Name)}), which stays: losses take its values as logits.");
        if (isProbability) return sigmoid.Input(0);
        Translate(sigmoid);
        return _graph.Output;
    }

    private Shape Output(string last)
    {
        LayerFaults.Demand(
            _activations.TryGetValue(last, out Activation? output) && output.Node > 0, _what, "an output that layers compute from the input", Limits.Quote(last),
            "Export a model that has layers.");
        LayerFaults.Demand(
            output.Tail.Skip(1).All(d => d == 1), _what, "an output of shape [batch, classes]", $"{output}", "Wrap the model so that it returns the logits of a classifier, and export that.");
        return _builder.ShapeOf(output.Node);
    }

    /// <summary>A small file could otherwise ask for more memory and time than there is, by reading one large array ten thousand times.</summary>
    private void DemandFewCopies(ReadOnlySpan<ArraySource> parameters)
    {
        foreach (ArraySource source in parameters) _used += source.Length;
        LayerFaults.Demand(
            _used <= int.MaxValue && _used <= (Limits.Copies * _stored) + Limits.CopiedValues, _what, $"at most {Limits.Copies} times the {_stored} stored values as parameters",
            $"{_used} up to here", "A model with so many shared layers cannot be read.");
    }

    private ImmutableArray<string> Notes()
    {
        List<string> notes = [.. _graph.Notes, .. _endings];
        string[] shared = [.. _uses.Where(u => u.Value > 1).Select(u => u.Key)];
        if (shared.Length > 0)
        {
            notes.Add($"{shared.Length} arrays of the file are read by several layers, the first of them {Limits.Quote(shared[0])}; each layer has its own copy, "
                + "because the exporter also merges equal arrays. If they are tied in the model, their gradients are counted apart here.");
        }

        return [.. notes];
    }
}
