using Occam.Networks.Losses;
using Occam.Testing.References;

namespace Occam.Testing.Faults;

/// <summary>A loss whose Hessian product is the identity's.</summary>
public sealed class WrongHessianLoss : ILoss<double>
{
    private readonly ReferenceLoss<double> _right = new();

    public string Name => "wrong hessian";

    public double Threshold => 0;

    public void Values(ReadOnlySpan<double> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values) =>
        _right.Values(outputs, labels, classes, values);

    public void Gradient(ReadOnlySpan<double> outputs, ReadOnlySpan<int> labels, int classes, double scale, Span<double> gradient) =>
        _right.Gradient(outputs, labels, classes, scale, gradient);

    public void OutputErrors(ReadOnlySpan<double> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors) =>
        _right.OutputErrors(outputs, labels, classes, errors);

    public void HessianProduct(
        ReadOnlySpan<double> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<double> vector, double scale, Span<double> product)
    {
        for (int i = 0; i < vector.Length; i++) product[i] = scale * vector[i];
    }
}
