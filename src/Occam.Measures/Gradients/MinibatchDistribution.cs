using System.Collections.Immutable;
using Occam.Measures.Planning;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Gradients;

/// <summary>
/// How alike the gradients of random minibatches are, over several random cuts of the examples into disjoint minibatches of one size: the mean
/// of each quantity, and its 5 %, 50 % and 95 % quantiles. Computed from the Gram matrix of the examples' gradients, Z = A G Aᵀ with A the
/// averaging over minibatches. Sources: Huszár 2018 for the gradient regret and the ratio of flatnesses.
/// </summary>
public sealed class MinibatchDistribution : IMeasure
{
    private const long MostPairs = 1 << 27;
    private static readonly (string Suffix, double Level, string Text)[] Levels = [("low", 0.05, "5 %"), ("median", 0.5, "50 %"), ("high", 0.95, "95 %")];
    private readonly int _batchSize, _partitions;
    private readonly Seed _seed;

    /// <summary>Minibatches of one size.</summary>
    /// <param name="batchSize">B, 1 at least; an incomplete last minibatch is left out.</param>
    /// <param name="partitions">How many random cuts, 1 at least.</param>
    /// <param name="seed">The permutations; the same at every observation.</param>
    /// <exception cref="InputException">A number is below 1.</exception>
    public MinibatchDistribution(int batchSize, int partitions, Seed seed)
    {
        List<Fault> faults = [];
        if (batchSize < 1) faults.Add(new Fault("Minibatch size", "1 at least", $"{batchSize}", "Choose how many examples a minibatch has."));
        if (partitions < 1) faults.Add(new Fault("Number of partitions", "1 at least", $"{partitions}", "10 is usual."));
        if (faults.Count > 0) throw new InputException(faults);
        (_batchSize, _partitions, _seed) = (batchSize, partitions, seed);
    }

    /// <inheritdoc/>
    public string Id => "minibatch-distribution";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        .. Described("batch_cosine", "1", "mean over ordered pairs of disjoint minibatches of cos(g_a, g_b)", "definition"),
        .. Described("gradient_regret", "nats/parameter", "mean over these pairs of ‖g_b‖(1 − cos(g_a, g_b))", "Huszár 2018"),
        .. Described("batch_gradient_norm", "nats/parameter", "mean of ‖g_b‖", "definition"),
        .. Described("flatness_ratio", "1", "mean of ‖g_b‖ / ‖ḡ‖, ḡ the mean of the g_b", "Huszár 2018"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.GradientGram()];

    /// <inheritdoc/>
    /// <exception cref="InputException">Fewer than two minibatches, or more than 2²⁷ pairs.</exception>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        int n = at.ExampleCount, batches = n / _batchSize;
        if (batches < 2)
            throw new InputException("Minibatch size", $"at most {n / 2}, so that there are two minibatches of the {n} examples", $"{_batchSize}", "Choose smaller minibatches, or observe more examples.");
        if ((long)batches * batches * _partitions > MostPairs)
            throw new InputException("Minibatch size", $"at most {MostPairs} pairs in all partitions", $"{_partitions} partitions into {batches} minibatches", "Choose larger minibatches, or fewer partitions.");
        ReadOnlySpan<double> gram = at.GradientGram;
        BatchPairs[] partitions = new BatchPairs[_partitions];
        int[] order = new int[n];
        for (int partition = 0; partition < _partitions; partition++)
        {
            _seed.Derive(partition).Permutation(order);
            partitions[partition] = Pairs(gram, order, _batchSize);
        }

        return
        [
            .. Statistics("batch_cosine", [.. partitions.Select(p => p.Cosine)], OverPairs(partitions, (p, a, b) => p.CosineOf(a, b))),
            .. Statistics("gradient_regret", [.. partitions.Select(p => p.Regret)], OverPairs(partitions, (p, a, b) => p.RegretOf(a, b))),
            .. Statistics("batch_gradient_norm", [.. partitions.Select(p => p.Norm)], [.. partitions.SelectMany(p => p.Norms.ToArray())]),
            .. Statistics("flatness_ratio", [.. partitions.Select(p => p.Flatness)], [.. partitions.SelectMany(Ratios)]),
        ];
    }

    /// <summary>The products of the mean gradients of consecutive minibatches of the examples in this order.</summary>
    internal static BatchPairs Pairs(ReadOnlySpan<double> gram, ReadOnlySpan<int> order, int batchSize)
    {
        int n = order.Length, batches = n / batchSize;
        int[] batchOf = new int[n];
        batchOf.AsSpan().Fill(-1);
        for (int place = 0; place < batches * batchSize; place++) batchOf[order[place]] = place / batchSize;
        double[] products = new double[batches * batches];
        for (int i = 0; i < n; i++)
        {
            if (batchOf[i] < 0) continue;
            ReadOnlySpan<double> row = gram.Slice(i * n, n);
            Span<double> target = products.AsSpan(batchOf[i] * batches, batches);
            for (int j = 0; j < n; j++)
            {
                if (batchOf[j] >= 0) target[batchOf[j]] += row[j];
            }
        }

        double squared = (double)batchSize * batchSize;
        for (int i = 0; i < products.Length; i++) products[i] /= squared;
        return new BatchPairs(products, batches);
    }

    private static double[] OverPairs(BatchPairs[] partitions, Func<BatchPairs, int, int, double> of)
    {
        int batches = partitions[0].Count, next = 0;
        double[] values = new double[partitions.Length * batches * (batches - 1)];
        foreach (BatchPairs pairs in partitions)
        {
            for (int a = 0; a < batches; a++)
            {
                for (int b = 0; b < batches; b++)
                {
                    if (a != b) values[next++] = of(pairs, a, b);
                }
            }
        }

        return values;
    }

    private static double[] Ratios(BatchPairs pairs)
    {
        double mean = pairs.MeanNorm;
        return [.. pairs.Norms.ToArray().Select(norm => norm / mean)];
    }

    private IEnumerable<MetricInfo> Described(string name, string unit, string formula, string reference) =>
    [
        new(Named(name), unit, $"{formula}, averaged over partitions", reference),
        .. Levels.Select(l => new MetricInfo(Named($"{name}_{l.Suffix}"), unit, $"the {l.Text} quantile over what {name} is the mean of, all partitions together", reference)),
    ];

    private List<Metric> Statistics(string name, BatchStatistic[] partitions, double[] values)
    {
        Array.Sort(values);
        return
        [
            new Metric(Named(name), partitions.Average(p => p.Value), partitions.Average(p => p.Error)),
            .. Levels.Select(l => new Metric(Named($"{name}_{l.Suffix}"), Quantiles.Linear(values, l.Level))),
        ];
    }

    private string Named(string name) => $"{name}/batch-{_batchSize}";
}
