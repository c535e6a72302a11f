using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Networks.Layers;

namespace Occam.Measures.Sharpness;

/// <summary>Mean loss with its gradient, and accuracy, on a site's examples at other parameters than the site's; statistics are frozen.</summary>
internal sealed class LossElsewhere<T>(PointSite<T> site)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _chunk = Math.Min(site.Passes.Capacity, site.Data.Count), _classes = site.Passes.Network.Output.Size;
    private readonly T[] _gradient = new T[site.Theta.Length];
    private readonly int[] _labels = new int[Math.Min(site.Passes.Capacity, site.Data.Count)];

    /// <summary>L, and ∇L in <paramref name="gradient"/>, added in double chunk by chunk.</summary>
    public double Gradient(ReadOnlySpan<T> theta, double[] gradient)
    {
        Array.Clear(gradient);
        double sum = 0;
        for (int first = 0; first < site.Data.Count; first += _chunk)
        {
            ReadOnlySpan<T> outputs = Forward(theta, first);
            ReadOnlySpan<int> labels = _labels.AsSpan(0, site.Passes.Batch);
            double[] losses = new double[labels.Length];
            T[] bar = new T[outputs.Length];
            site.Loss.Values(outputs, labels, _classes, losses);
            site.Loss.Gradient(outputs, labels, _classes, T.One, bar);
            site.Passes.Backward(theta, bar, _gradient);
            foreach (double loss in losses) sum += loss;
            for (int p = 0; p < gradient.Length; p++) gradient[p] += double.CreateTruncating(_gradient[p]);
        }

        for (int p = 0; p < gradient.Length; p++) gradient[p] /= site.Data.Count;
        site.Control.Progress?.Invoke(1);
        return sum / site.Data.Count;
    }

    /// <summary>The fraction of examples whose class has the largest output.</summary>
    public double Accuracy(ReadOnlySpan<T> theta)
    {
        int correct = 0;
        for (int first = 0; first < site.Data.Count; first += _chunk)
        {
            ReadOnlySpan<T> outputs = Forward(theta, first);
            correct += Networks.Losses.Accuracy.CountCorrect(outputs, _labels.AsSpan(0, site.Passes.Batch), _classes);
        }

        site.Control.Progress?.Invoke(1);
        return (double)correct / site.Data.Count;
    }

    private ReadOnlySpan<T> Forward(ReadOnlySpan<T> theta, int first)
    {
        int count = Math.Min(_chunk, site.Data.Count - first);
        new DatasetExamples<T>(site.Data, site.Control.Cancellation).Fill(first, site.Passes.Begin(count), _labels.AsSpan(0, count));
        return site.Passes.Forward(theta, site.State, PassContext.Frozen);
    }
}
