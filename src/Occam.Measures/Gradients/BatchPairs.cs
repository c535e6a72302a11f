namespace Occam.Measures.Gradients;

/// <summary>
/// What the inner products of the gradients g_1 … g_m of disjoint minibatches of one size say: products[a, b] = ⟨g_a, g_b⟩. Pairs are ordered and of two
/// distinct minibatches. Every statistic without one minibatch is the total less that minibatch's part, so all of them cost m² together.
/// </summary>
internal sealed class BatchPairs
{
    private readonly double[] _products, _norms;

    public BatchPairs(double[] products, int count)
    {
        (_products, Count) = (products, count);
        _norms = [.. Enumerable.Range(0, count).Select(a => Math.Sqrt(products[(a * count) + a]))];
    }

    /// <summary>m, two at least.</summary>
    public int Count { get; }

    /// <summary>‖g_b‖ of every minibatch.</summary>
    public ReadOnlySpan<double> Norms => _norms;

    /// <summary>‖(1/m) Σ_b g_b‖.</summary>
    public double MeanNorm => Math.Sqrt(_products.Sum()) / Count;

    /// <summary>The mean over pairs of cos(g_a, g_b).</summary>
    public BatchStatistic Cosine => MeanOverPairs(CosineOf);

    /// <summary>The mean over pairs of ‖g_b‖(1 − cos(g_a, g_b)).</summary>
    public BatchStatistic Regret => MeanOverPairs(RegretOf);

    /// <summary>The mean of ‖g_b‖.</summary>
    public BatchStatistic Norm => new(_norms.Sum() / Count, WithoutOne((sum, _, own) => (sum - own) / (Count - 1)));

    /// <summary>The mean of ‖g_b‖ over the norm of their mean.</summary>
    public BatchStatistic Flatness => new(_norms.Sum() / Math.Sqrt(_products.Sum()), WithoutOne((sum, squared, own) => (sum - own) / Math.Sqrt(squared)));

    public double CosineOf(int a, int b) => _products[(a * Count) + b] / (_norms[a] * _norms[b]);

    public double RegretOf(int a, int b) => _norms[b] * (1 - CosineOf(a, b));

    private BatchStatistic MeanOverPairs(Func<int, int, double> of)
    {
        double[] parts = new double[Count];
        double total = 0;
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b < Count; b++)
            {
                if (a == b) continue;
                double value = of(a, b);
                total += value;
                parts[a] += value;
                parts[b] += value;
            }
        }

        double pairs = (Count - 1.0) * (Count - 2);
        return new BatchStatistic(total / (Count * (Count - 1.0)), [.. parts.Select(part => (total - part) / pairs)]);
    }

    /// <summary>A function of the sum of all norms, ‖Σ_b g_b‖² without one minibatch, and that minibatch's norm.</summary>
    private double[] WithoutOne(Func<double, double, double, double> statistic)
    {
        double sum = _norms.Sum(), all = _products.Sum();
        double[] result = new double[Count];
        for (int a = 0; a < Count; a++)
        {
            double dot = 0;
            for (int b = 0; b < Count; b++) dot += _products[(a * Count) + b];
            result[a] = statistic(sum, all - (2 * dot) + _products[(a * Count) + a], _norms[a]);
        }

        return result;
    }
}
