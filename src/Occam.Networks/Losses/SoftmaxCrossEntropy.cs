using System.Numerics;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Networks.Losses;

/// <summary>
/// ℓ = −Σ_k t_k·ln p_k with p = softmax(z) and t = (1 − α)·onehot(y) + α/K (label smoothing α, as PyTorch defines it; 0 by default). In double,
/// with the largest output taken out of the sum, so that small losses keep their digits.
/// </summary>
public sealed class SoftmaxCrossEntropy<T> : ILoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Cross-entropy with the given label smoothing in [0, 1].</summary>
    public SoftmaxCrossEntropy(double labelSmoothing = 0)
    {
        if (labelSmoothing is not (>= 0 and <= 1))
            throw new InputException("Cross-entropy", "a label smoothing in [0, 1]", $"{labelSmoothing}", "0 turns it off; 0.1 is usual.");
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>α.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public string Name => "cross-entropy";

    /// <inheritdoc/>
    public double Threshold => 0;

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
    {
        LossChecks.Lengths(Name, outputs, labels, classes, values.Length, 1);
        Span<double> block = stackalloc double[SoftmaxRow<T>.BlockLength];
        for (int n = 0; n < labels.Length; n++)
        {
            LossChecks.Label(Name, labels, n, classes);
            ReadOnlySpan<T> z = outputs.Slice(n * classes, classes);
            SoftmaxRow<T> softmax = new(z, block);

            // ln Σ e^z − t·z, both counted from the largest output.
            double loss = Elementary.Log1p(softmax.Others) - ((1 - LabelSmoothing) * (double.CreateTruncating(z[labels[n]]) - softmax.Largest));
            if (LabelSmoothing > 0) loss -= LabelSmoothing * ((Reductions.Sum(z) / classes) - softmax.Largest);
            values[n] = loss;
        }
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, T scale, Span<T> gradient)
    {
        LossChecks.Lengths(Name, outputs, labels, classes, gradient.Length, classes);
        Span<double> block = stackalloc double[SoftmaxRow<T>.BlockLength];
        double factor = double.CreateTruncating(scale), uniform = LabelSmoothing / classes;
        for (int n = 0; n < labels.Length; n++)
        {
            LossChecks.Label(Name, labels, n, classes);
            ReadOnlySpan<T> z = outputs.Slice(n * classes, classes);
            Span<T> row = gradient.Slice(n * classes, classes);
            SoftmaxRow<T> softmax = new(z, block);
            for (int start = 0; start < classes; start += SoftmaxRow<T>.BlockLength)
            {
                Span<double> p = softmax.Probabilities(start, block);
                for (int i = 0; i < p.Length; i++)
                {
                    double target = start + i == labels[n] ? 1 - LabelSmoothing + uniform : uniform;
                    row[start + i] = T.CreateTruncating(factor * (p[i] - target));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void OutputErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors)
    {
        LossChecks.Lengths(Name, outputs, labels, classes, errors.Length, 1);
        Span<double> block = stackalloc double[SoftmaxRow<T>.BlockLength];
        for (int n = 0; n < labels.Length; n++)
        {
            LossChecks.Label(Name, labels, n, classes);
            SoftmaxRow<T> softmax = new(outputs.Slice(n * classes, classes), block);
            double missing = 0, squares = 0;
            for (int start = 0; start < classes; start += SoftmaxRow<T>.BlockLength)
            {
                Span<double> p = softmax.Probabilities(start, block);
                for (int i = 0; i < p.Length; i++)
                {
                    if (start + i == labels[n]) continue;
                    missing += p[i];
                    squares = Math.FusedMultiplyAdd(p[i], p[i], squares);
                }
            }

            // What the label's probability lacks of 1 is the sum of the others: 1 − p would lose the digits of a good prediction.
            errors[n] = Math.Sqrt(Math.FusedMultiplyAdd(missing, missing, squares));
        }
    }

    /// <inheritdoc/>
    public void HessianProduct(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<T> vector, T scale, Span<T> product)
    {
        LossChecks.Lengths(Name, outputs, labels, classes, product.Length, classes);
        LossChecks.Lengths(Name, vector, labels, classes, product.Length, classes);
        Span<double> block = stackalloc double[SoftmaxRow<T>.BlockLength];
        double factor = double.CreateTruncating(scale);
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<T> z = outputs.Slice(n * classes, classes), v = vector.Slice(n * classes, classes);
            Span<T> row = product.Slice(n * classes, classes);
            SoftmaxRow<T> softmax = new(z, block);
            double mean = 0;
            for (int start = 0; start < classes; start += SoftmaxRow<T>.BlockLength)
            {
                Span<double> p = softmax.Probabilities(start, block);
                for (int i = 0; i < p.Length; i++) mean += p[i] * double.CreateTruncating(v[start + i]);
            }

            for (int start = 0; start < classes; start += SoftmaxRow<T>.BlockLength)
            {
                Span<double> p = softmax.Probabilities(start, block);
                for (int i = 0; i < p.Length; i++) row[start + i] = T.CreateTruncating(factor * p[i] * (double.CreateTruncating(v[start + i]) - mean));
            }
        }
    }
}
