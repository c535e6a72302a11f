using Occam.Data.Datasets;
using Occam.Experiments.Watching;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;

namespace Occam.Experiments.Stability;

/// <summary>
/// Watches a training beside its twin, whose set differs in one example: how far their weights, their losses and their answers part, and what
/// the stability bound is made of. It remembers where the training began.
/// </summary>
internal sealed class TwinWatch : TrialWatch
{
    private readonly PerExampleNorms _norms = new();
    private readonly double[] _start;
    private readonly MeanGradient _probe, _original, _replacement;
    private readonly Responses _replaced, _replacedTwin, _test, _testTwin;
    private readonly double _learningRate;

    private TwinWatch(WatchSite site, Exchange exchange, Dataset test, double learningRate)
    {
        Dataset original = Subset.Select(site.Train, [exchange.Place]);
        Dataset probe = site.Probe.Count == site.Train.Count ? site.Train : Subset.Select(site.Train, [.. site.Probe]);
        _start = new double[site.Passes.Network.ParameterCount];
        _probe = new MeanGradient(site.Passes, site.Loss, probe);
        _original = new MeanGradient(site.Passes, site.Loss, original);
        _replacement = new MeanGradient(site.Passes, site.Loss, exchange.Replacement);
        (_replaced, _replacedTwin) = (new Responses(site.Passes, site.Loss, original), new Responses(site.Passes, site.Loss, original));
        (_test, _testTwin) = (new Responses(site.Passes, site.Loss, test), new Responses(site.Passes, site.Loss, test));
        _learningRate = learningRate;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<IMeasure> ProbeMeasures => [_norms];

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> State => [new NamedArray("start", _start)];

    /// <summary>A watch of the twins that differ in this exchange.</summary>
    /// <param name="exchange">The replaced example and its replacement.</param>
    /// <param name="test">Held-out examples of the same distribution, without the replacement.</param>
    /// <param name="learningRate">The length of the step along which the smoothness is estimated, in units of the gradient.</param>
    public static Func<WatchSite, TrialWatch> Of(Exchange exchange, Dataset test, double learningRate) => site => new TwinWatch(site, exchange, test, learningRate);

    /// <inheritdoc/>
    public override IEnumerable<Metric> Observe(TrialPoint at)
    {
        float[] twin = at.Twin ?? throw new InvalidOperationException("TwinWatch: expected a training with a twin, got one without. Give the plan a twin.");
        if (at.Step == 0)
        {
            for (int p = 0; p < _start.Length; p++) _start[p] = at.Theta[p];
        }

        _replaced.Ask(at.Theta, at.State);
        _replacedTwin.Ask(twin, at.State);
        _test.Ask(at.Theta, at.State);
        _testTwin.Ask(twin, at.State);
        return
        [
            new Metric(StabilityNames.TwinDistance, Distance(at.Theta, twin)),
            new Metric(StabilityNames.Travelled, Travelled(at.Theta)),
            new Metric(StabilityNames.Instability, _replacedTwin.Losses[0] - _replaced.Losses[0]),
            new Metric(StabilityNames.TestLossChange, _test.Losses.Zip(_testTwin.Losses, (a, b) => Math.Abs(a - b)).Average()),
            new Metric(StabilityNames.Disagreement, _test.Answers.Zip(_testTwin.Answers, (a, b) => a == b ? 0.0 : 1.0).Average()),
            new Metric(StabilityNames.LargestTestLoss, _test.Losses.Max()),
            new Metric(StabilityNames.TestLossDeviation, Deviation(_test.Losses)),
            new Metric(StabilityNames.LargestGradient, _norms.Values.Max()),
            new Metric(StabilityNames.GradientDifference, Distance(_original.At(at.Theta, at.State), _replacement.At(at.Theta, at.State))),
            new Metric(StabilityNames.Smoothness, Smoothness(at)),
        ];
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyList<NamedArray> state) => state[0].Values.CopyTo(_start, 0);

    /// <summary>The full gradient's change along one full-batch step, over the step as it was really rounded. 0 where there is no step.</summary>
    private double Smoothness(TrialPoint at)
    {
        double[] before = _probe.At(at.Theta, at.State);
        float[] moved = [.. at.Theta.Zip(before, (w, g) => (float)(w - (_learningRate * g)))];
        double length = Distance(moved, at.Theta);
        return length == 0 ? 0 : Distance(_probe.At(moved, at.State), before) / length;
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private double Travelled(float[] theta)
    {
        double sum = 0;
        for (int p = 0; p < theta.Length; p++) sum += (theta[p] - _start[p]) * (theta[p] - _start[p]);
        return Math.Sqrt(sum);
    }

    private static double Distance(float[] a, float[] b)
    {
        double sum = 0;
        for (int p = 0; p < a.Length; p++) sum += ((double)a[p] - b[p]) * ((double)a[p] - b[p]);
        return Math.Sqrt(sum);
    }

    private static double Distance(double[] a, double[] b)
    {
        double sum = 0;
        for (int p = 0; p < a.Length; p++) sum += (a[p] - b[p]) * (a[p] - b[p]);
        return Math.Sqrt(sum);
    }
}
