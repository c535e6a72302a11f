using System.Numerics;
using Occam.Networks.Losses;

namespace Occam.Testing.References;

/// <summary>
/// ℓ(z, y) = log Σ_k e^{z_k} − z_y + ‖z‖²/4, in plain double: convex, with a Hessian diag(p) − ppᵀ + I/2 that is neither diagonal nor
/// constant nor singular, for any number of outputs including one. The default of the derivative checks.
/// </summary>
public sealed class ReferenceLoss<T> : ILoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Name => "reference";

    public double Threshold => 0;

    public void Values(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
    {
        for (int n = 0; n < labels.Length; n++)
        {
            double[] z = Row(outputs, n, classes);
            double largest = z.Max();
            values[n] = largest + Math.Log(z.Sum(v => Math.Exp(v - largest))) - z[labels[n]] + (Vectors.Dot(z, z) / 4);
        }
    }

    public void Gradient(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, T scale, Span<T> gradient)
    {
        for (int n = 0; n < labels.Length; n++)
        {
            double[] z = Row(outputs, n, classes), p = Softmax(z);
            p[labels[n]] -= 1;
            for (int k = 0; k < classes; k++) gradient[(n * classes) + k] = scale * T.CreateTruncating(p[k] + (z[k] / 2));
        }
    }

    /// <summary>‖p − onehot(y)‖, as if the squared outputs were not there.</summary>
    public void OutputErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors)
    {
        for (int n = 0; n < labels.Length; n++)
        {
            double[] p = Softmax(Row(outputs, n, classes));
            p[labels[n]] -= 1;
            errors[n] = Math.Sqrt(Vectors.Dot(p, p));
        }
    }

    public void HessianProduct(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<T> vector, T scale, Span<T> product)
    {
        for (int n = 0; n < labels.Length; n++)
        {
            double[] p = Softmax(Row(outputs, n, classes)), v = Row(vector, n, classes);
            double mean = Vectors.Dot(p, v);
            for (int k = 0; k < classes; k++) product[(n * classes) + k] = scale * T.CreateTruncating((p[k] * (v[k] - mean)) + (v[k] / 2));
        }
    }

    private static double[] Row(ReadOnlySpan<T> values, int row, int width) => Vectors.Convert<T, double>(values.Slice(row * width, width));

    private static double[] Softmax(double[] z)
    {
        double largest = z.Max();
        double[] e = [.. z.Select(v => Math.Exp(v - largest))];
        double sum = e.Sum();
        return [.. e.Select(v => v / sum)];
    }
}
