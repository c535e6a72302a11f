using System.Numerics;
using Occam.Networks.Losses;

namespace Occam.Experiments.Measuring;

/// <summary>A loss that tells how many examples have come by: every sweep, whoever makes it, asks the loss once a chunk.</summary>
/// <param name="inner">The loss.</param>
/// <param name="work">Is told of a forward and backward pass with every gradient, and of a third of that with every value.</param>
internal sealed class WatchedLoss<T>(ILoss<T> inner, MeasureWork work) : ILoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Name => inner.Name;

    public double Threshold => inner.Threshold;

    public void Values(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
    {
        inner.Values(outputs, labels, classes, values);
        work.Done(labels.Length * PassCosts.Values);
    }

    public void Gradient(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, T scale, Span<T> gradient)
    {
        inner.Gradient(outputs, labels, classes, scale, gradient);
        work.Done(labels.Length * PassCosts.Gradient);
    }

    public void OutputErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors) => inner.OutputErrors(outputs, labels, classes, errors);

    public void HessianProduct(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<T> vector, T scale, Span<T> product) =>
        inner.HessianProduct(outputs, labels, classes, vector, scale, product);
}
