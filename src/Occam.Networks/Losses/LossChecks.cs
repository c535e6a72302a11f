using Occam.Numerics.Errors;

namespace Occam.Networks.Losses;

/// <summary>What every loss demands of its arguments.</summary>
internal static class LossChecks
{
    public static void Lengths<T>(string loss, ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, int results, int resultsPerExample)
    {
        if (outputs.Length != (long)labels.Length * classes)
            throw new ArgumentException($"{loss}: expected {labels.Length} × {classes} outputs, got {outputs.Length}. Pass one row for each label.");
        if (results != labels.Length * resultsPerExample)
            throw new ArgumentException($"{loss}: expected room for {labels.Length * resultsPerExample} results, got {results}. Pass a span of that length.");
    }

    public static void Label(string loss, ReadOnlySpan<int> labels, int example, int classes)
    {
        int label = labels[example];
        if ((uint)label >= (uint)classes) Refuse(loss, label, example, classes);
    }

    private static void Refuse(string loss, int label, int example, int classes) => throw new InputException(
        $"{loss}: label of example {example}", $"a class from 0 to {classes - 1}", $"{label}", "Check the labels and the number of classes of the data.");

    public static void OneOutput(string loss, int classes)
    {
        if (classes != 1) throw new InputException($"{loss} loss", "a network with one output", $"{classes} outputs", "Use cross-entropy for several outputs.");
    }
}
