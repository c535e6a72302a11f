using System.Collections.Frozen;
using System.Collections.Immutable;
using Occam.Networks.Layers;

namespace Occam.Networks.Onnx;

/// <summary>An operation of a file's graph. An input that is left out has the name "".</summary>
internal sealed record OnnxNode(string Name, string Operator, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs)
{
    private const int FloatType = 1, IntegerType = 2, StringType = 3, IntegersType = 7;

    /// <summary>"" for the operators of ONNX itself.</summary>
    public string Domain { get; init; } = "";

    public FrozenDictionary<string, AttributeProto> Attributes { get; init; } = FrozenDictionary<string, AttributeProto>.Empty;

    public string Output => Outputs[0];

    /// <summary>For messages.</summary>
    public string Title => $"Operator {Limits.Quote(Operator)} of node {Limits.Quote(Name)}";

    /// <summary>The name of an input, or "" if it was left out.</summary>
    public string Input(int index) => index < Inputs.Length ? Inputs[index] : "";

    /// <summary>Whether an input is given.</summary>
    public bool Has(int index) => Input(index).Length > 0;

    public long Integer(string name, long otherwise) => Find(name, IntegerType)?.I ?? otherwise;

    public double Real(string name, double otherwise) => Find(name, FloatType) is { } found ? OnnxTensor.Decimal(found.F) : otherwise;

    public string Text(string name, string otherwise) => Find(name, StringType)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>A list of integers, or an empty one.</summary>
    public ImmutableArray<long> Integers(string name)
    {
        AttributeProto? found = Find(name, IntegersType);
        if (found is null) return [];
        LayerFaults.Demand(
            found.Ints.Count <= Limits.ShapeEntries, Title, $"at most {Limits.ShapeEntries} numbers in attribute {Limits.Quote(name)}", $"{found.Ints.Count}",
            "The file is damaged: export the model again.");
        return [.. found.Ints];
    }

    /// <summary>Refuses this operation.</summary>
    public void Demand([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string expected, string got, string remedy) =>
        LayerFaults.Demand(holds, Title, expected, got, remedy);

    private AttributeProto? Find(string name, int type)
    {
        if (!Attributes.TryGetValue(name, out AttributeProto? found)) return null;
        Demand(found.Type == type, $"attribute {Limits.Quote(name)} of ONNX type number {type}", $"type number {found.Type}", "The file is damaged: export the model again.");
        return found;
    }
}
