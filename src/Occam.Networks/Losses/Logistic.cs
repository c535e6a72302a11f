using System.Numerics;
using Occam.Numerics.Simd;

namespace Occam.Networks.Losses;

/// <summary>One output z and labels 0 and 1: ℓ = ln(1 + e^(−z)) for label 1, ln(1 + e^z) for label 0, so that σ(z) is the probability of 1.</summary>
public sealed class Logistic<T> : ILoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "logistic";

    /// <inheritdoc/>
    public double Threshold => 0;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
    {
        Demand(outputs, labels, classes, values.Length);
        for (int n = 0; n < labels.Length; n++) values[n] = Elementary.Softplus(-Margin(outputs, labels, n));
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, T scale, Span<T> gradient)
    {
        Demand(outputs, labels, classes, gradient.Length);
        double factor = double.CreateTruncating(scale);
        for (int n = 0; n < labels.Length; n++)
        {
            double wrong = Elementary.Sigmoid(-Margin(outputs, labels, n));
            gradient[n] = T.CreateTruncating(labels[n] == 1 ? -factor * wrong : factor * wrong);
        }
    }

    /// <inheritdoc/>
    public void OutputErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors)
    {
        Demand(outputs, labels, classes, errors.Length);
        for (int n = 0; n < labels.Length; n++) errors[n] = Elementary.Sigmoid(-Margin(outputs, labels, n));
    }

    /// <inheritdoc/>
    public void HessianProduct(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<T> vector, T scale, Span<T> product)
    {
        Demand(outputs, labels, classes, product.Length);
        LossChecks.Lengths(Name, vector, labels, classes, product.Length, classes);
        double factor = double.CreateTruncating(scale);
        for (int n = 0; n < labels.Length; n++)
        {
            double z = double.CreateTruncating(outputs[n]);
            product[n] = T.CreateTruncating(factor * Elementary.Sigmoid(z) * Elementary.Sigmoid(-z) * double.CreateTruncating(vector[n]));
        }
    }

    /// <summary>z with the sign that makes positive right.</summary>
    private double Margin(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int n)
    {
        LossChecks.Label(Name, labels, n, 2);
        double z = double.CreateTruncating(outputs[n]);
        return labels[n] == 1 ? z : -z;
    }

    private void Demand(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, int results)
    {
        LossChecks.OneOutput(Name, classes);
        LossChecks.Lengths(Name, outputs, labels, classes, results, 1);
    }
}
