using System.Numerics;

namespace Occam.Networks.Curvature;

/// <summary>F = (1/n) Σ g_i g_iᵀ with the gradients of the examples' own losses; about the mean, (1/(n − 1)) Σ (g_i − ḡ)(g_i − ḡ)ᵀ. No gradient is formed.</summary>
public sealed class EmpiricalFisher<T> : CurvatureOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _centred;
    private readonly double[] _dots, _mean;

    /// <summary>The matrix at a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="centred">Whether the mean gradient is subtracted: the unbiased covariance of the gradients.</param>
    /// <param name="blocks">Names of parameter blocks; null for all.</param>
    /// <exception cref="Numerics.Errors.InputException">There is no such block, or a single example is to have a covariance.</exception>
    public EmpiricalFisher(NetworkPoint<T> point, bool centred = false, IReadOnlyCollection<string>? blocks = null)
        : base(point, blocks)
    {
        if (centred && point.ExampleCount < 2)
            throw new Numerics.Errors.InputException("Covariance of gradients", "at least two examples", $"{point.ExampleCount}", "Give more examples.");
        (_centred, _mean) = (centred, Restrict(point.Gradient));
        _dots = new double[point.Passes.Network.FactorNodes.Length * point.Passes.Capacity];
    }

    private protected override void Product(int chunk, T[] direction, T[] product)
    {
        Point.ForwardAndBackward(chunk);
        int n = Point.Passes.Batch, layers = Point.Passes.Network.FactorNodes.Length;
        Point.Passes.GradientDots(Point.Theta, direction, _dots.AsSpan(0, layers * n));
        Span<T> bar = Point.OutputDot;
        Point.Loss.Gradient(Point.Outputs, Point.Labels, Point.Classes, T.One, bar);
        for (int i = 0; i < n; i++)
        {
            double dot = 0;
            for (int layer = 0; layer < layers; layer++) dot += _dots[(layer * n) + i];
            foreach (ref T value in bar.Slice(i * Point.Classes, Point.Classes)) value *= T.CreateTruncating(dot);
        }

        Point.Passes.Backward(Point.Theta, bar, product);
        Point.ForgetBackward();
    }

    private protected override void Finish(ReadOnlySpan<double> x, double[] total)
    {
        if (!_centred) return;
        double along = 0, n = Point.ExampleCount;
        for (int p = 0; p < x.Length; p++) along += x[p] * _mean[p];
        for (int p = 0; p < total.Length; p++) total[p] = (total[p] - (n * along * Point.Gradient[p])) * n / (n - 1);
    }
}
