using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Regret;

/// <summary>
/// The regret of Huszár without approximation, on a convex model: f_b is the regularized logistic loss of one of m disjoint minibatches, θ_b its
/// minimum. global[a, b] = f_b(θ_a) − f_b(θ_b); beside it the local regret ‖∇f_b‖(1 − cos(∇f_a, ∇f_b)) at θ = 0 and at the minimum over all
/// examples, and the test loss less the training loss of every θ_a.
/// </summary>
internal sealed class ConvexRegret
{
    public const string Global = "global", LocalStart = "local-start", LocalMinimum = "local-minimum", Gap = "gap", Whole = "whole";
    private readonly TwoClasses _train, _test;
    private readonly int _minibatch, _count;
    private readonly double _penalty;
    private readonly double[] _gram, _testProducts;

    public ConvexRegret(TwoClasses train, TwoClasses test, int minibatch, double penalty)
    {
        (_train, _test, _minibatch, _penalty) = (train, test, minibatch, penalty);
        _count = train.Count / minibatch;
        _gram = train.Products(train);
        _testProducts = test.Products(train);
    }

    /// <summary>The computation for one kind of labels; the data are prepared only when it runs.</summary>
    public static Computation Computation(string labels, Func<ConvexRegret> prepare) =>
        new(ComputationName(labels), [Global, LocalStart, LocalMinimum, Gap, Whole], site => prepare().Compute(site.Workers, site.Report));

    public static string ComputationName(string labels) => $"convex-{labels}";

    /// <summary>All results. "whole" is the gap of the minimum over all examples, the largest gradient norm of all fits, minibatch size, and m.</summary>
    public IReadOnlyList<NamedArray> Compute(Workers workers, Action<long, long> report)
    {
        List<double[]> outputs = [];
        double[] minima = new double[_count], squares = new double[_count], gaps = new double[_count];
        double worst = 0;
        for (int b = 0; b < _count; b++)
        {
            LogisticFit fit = LogisticRegression.Minimize(workers, Block(b), _train.Signs[(b * _minibatch)..((b + 1) * _minibatch)], _penalty);
            double[] coefficients = new double[_train.Count];
            fit.Coefficients.CopyTo(coefficients, b * _minibatch);
            outputs.Add(LogisticRegression.Product(_gram, coefficients, _train.Count));
            (minima[b], squares[b], worst) = (fit.Objective, Reductions.Dot<double>(coefficients, outputs[b]), Math.Max(worst, fit.GradientNorm));
            gaps[b] = TestLoss(coefficients) - MinibatchLoss(outputs[b], b);
            report(b + 1, _count + 1);
        }

        LogisticFit whole = LogisticRegression.Minimize(workers, _gram, _train.Signs, _penalty);
        double[] at = LogisticRegression.Product(_gram, whole.Coefficients, _train.Count);
        double wholeGap = TestLoss(whole.Coefficients) - Enumerable.Range(0, _count).Average(b => MinibatchLoss(at, b));
        report(_count + 1, _count + 1);
        return
        [
            new NamedArray(Global, Pairs((a, b) => MinibatchLoss(outputs[a], b) + (_penalty / 2 * squares[a]) - minima[b])),
            new NamedArray(LocalStart, Local(new double[_train.Count], new double[_train.Count])),
            new NamedArray(LocalMinimum, Local(whole.Coefficients, at)),
            new NamedArray(Gap, gaps),
            new NamedArray(Whole, [wholeGap, Math.Max(worst, whole.GradientNorm), _minibatch, _count]),
        ];
    }

    /// <summary>‖g_b‖(1 − cos(g_a, g_b)) with g_b = ∇f_b at the θ with these coefficients and outputs.</summary>
    private double[] Local(double[] coefficients, double[] outputs)
    {
        double[][] gradients =
        [
            .. Enumerable.Range(0, _count).Select(b => coefficients.Select((c, i) =>
                (_penalty * c) + (i / _minibatch == b ? LogisticRegression.Slope(_train.Signs[i], outputs[i]) / _minibatch : 0)).ToArray()),
        ];
        double[][] images = [.. gradients.Select(g => LogisticRegression.Product(_gram, g, _train.Count))];
        double[] norms = [.. gradients.Select((g, b) => Math.Sqrt(Reductions.Dot<double>(g, images[b])))];
        return Pairs((a, b) => norms[b] - (Reductions.Dot<double>(gradients[a], images[b]) / norms[a]));
    }

    private double[] Pairs(Func<int, int, double> of)
    {
        double[] values = new double[_count * _count];
        for (int a = 0; a < _count; a++)
        {
            for (int b = 0; b < _count; b++) values[(a * _count) + b] = a == b ? 0 : of(a, b);
        }

        return values;
    }

    private double[] Block(int b)
    {
        double[] block = new double[_minibatch * _minibatch];
        for (int i = 0; i < _minibatch; i++)
            _gram.AsSpan((((b * _minibatch) + i) * _train.Count) + (b * _minibatch), _minibatch).CopyTo(block.AsSpan(i * _minibatch));
        return block;
    }

    private double MinibatchLoss(double[] outputs, int b) =>
        Enumerable.Range(b * _minibatch, _minibatch).Average(i => LogisticRegression.Loss(_train.Signs[i], outputs[i]));

    private double TestLoss(double[] coefficients)
    {
        double[] outputs = LogisticRegression.Product(_testProducts, coefficients, _test.Count);
        return outputs.Select((f, i) => LogisticRegression.Loss(_test.Signs[i], f)).Average();
    }
}
