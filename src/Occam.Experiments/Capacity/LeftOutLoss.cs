using Occam.Networks.Losses;

namespace Occam.Experiments.Capacity;

/// <summary>
/// The logistic loss, and 0 for examples with the label <see cref="LeftOut"/>. A batch's mean still divides by all of its examples, so a training without an example goes
/// through the same batches in the same order, and every other example has the same weight in every step.
/// </summary>
internal sealed class LeftOutLoss : ILoss<float>
{
    /// <summary>The label of an example that does not count.</summary>
    public const int LeftOut = 2;

    private readonly Logistic<float> _logistic = new();
    private int[] _labels = [];

    /// <inheritdoc/>
    public string Name => "logistic-left-out";

    /// <inheritdoc/>
    public double Threshold => 0;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
    {
        _logistic.Values(outputs, Counting(labels), classes, values);
        Clear(labels, values);
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, float scale, Span<float> gradient)
    {
        _logistic.Gradient(outputs, Counting(labels), classes, scale, gradient);
        Clear(labels, gradient);
    }

    /// <inheritdoc/>
    public void OutputErrors(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors)
    {
        _logistic.OutputErrors(outputs, Counting(labels), classes, errors);
        Clear(labels, errors);
    }

    /// <inheritdoc/>
    public void HessianProduct(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> vector, float scale, Span<float> product)
    {
        _logistic.HessianProduct(outputs, Counting(labels), classes, vector, scale, product);
        Clear(labels, product);
    }

    private ReadOnlySpan<int> Counting(ReadOnlySpan<int> labels)
    {
        if (_labels.Length < labels.Length) _labels = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++) _labels[i] = labels[i] == LeftOut ? 0 : labels[i];
        return _labels.AsSpan(0, labels.Length);
    }

    private static void Clear<T>(ReadOnlySpan<int> labels, Span<T> values)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == LeftOut) values[i] = default!;
        }
    }
}
