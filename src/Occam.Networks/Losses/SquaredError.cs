using System.Numerics;

namespace Occam.Networks.Losses;

/// <summary>
/// ℓ = ½‖f − onehot(y)‖², the sum over the outputs of one example, not their mean. With a single output, ½(f − y)² with the label itself as
/// the number y.
/// </summary>
public sealed class SquaredError<T> : ILoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "mse";

    /// <inheritdoc/>
    public double Threshold => 0.5;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
    {
        LossChecks.Lengths(Name, outputs, labels, classes, values.Length, 1);
        for (int n = 0; n < labels.Length; n++)
        {
            double sum = 0;
            for (int k = 0; k < classes; k++)
            {
                double error = double.CreateTruncating(outputs[(n * classes) + k]) - Target(labels, n, k, classes);
                sum = Math.FusedMultiplyAdd(error, error, sum);
            }

            values[n] = sum / 2;
        }
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, T scale, Span<T> gradient)
    {
        LossChecks.Lengths(Name, outputs, labels, classes, gradient.Length, classes);
        double factor = double.CreateTruncating(scale);
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] = T.CreateTruncating(factor * (double.CreateTruncating(outputs[i]) - Target(labels, i / classes, i % classes, classes)));
    }

    /// <inheritdoc/>
    public void OutputErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors)
    {
        Values(outputs, labels, classes, errors);
        for (int n = 0; n < errors.Length; n++) errors[n] = Math.Sqrt(2 * errors[n]);
    }

    /// <inheritdoc/>
    public void HessianProduct(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<T> vector, T scale, Span<T> product)
    {
        LossChecks.Lengths(Name, vector, labels, classes, product.Length, classes);
        for (int i = 0; i < product.Length; i++) product[i] = scale * vector[i];
    }

    private double Target(ReadOnlySpan<int> labels, int n, int k, int classes)
    {
        if (classes == 1) return labels[n];
        LossChecks.Label(Name, labels, n, classes);
        return labels[n] == k ? 1 : 0;
    }
}
