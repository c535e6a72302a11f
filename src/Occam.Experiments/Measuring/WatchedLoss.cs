using Occam.Networks.Losses;

namespace Occam.Experiments.Measuring;

/// <summary>A loss that tells how many examples have come by: every sweep, whoever makes it, asks the loss once a chunk.</summary>
/// <param name="inner">The loss.</param>
/// <param name="work">Is told of a forward and backward pass with every gradient, and of a third of that with every value.</param>
internal sealed class WatchedLoss(ILoss<float> inner, MeasureWork work) : ILoss<float>
{
    public const double ValueCost = 1.0 / 3, GradientCost = 1;

    public string Name => inner.Name;

    public void Values(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
    {
        inner.Values(outputs, labels, classes, values);
        work.Done(labels.Length * ValueCost);
    }

    public void Gradient(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, float scale, Span<float> gradient)
    {
        inner.Gradient(outputs, labels, classes, scale, gradient);
        work.Done(labels.Length * GradientCost);
    }

    public void OutputErrors(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors) => inner.OutputErrors(outputs, labels, classes, errors);

    public void HessianProduct(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> vector, float scale, Span<float> product) =>
        inner.HessianProduct(outputs, labels, classes, vector, scale, product);
}
