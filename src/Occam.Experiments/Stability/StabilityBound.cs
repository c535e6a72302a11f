using Occam.Data.Batches;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;
using Occam.Training.Schedules;

namespace Occam.Experiments.Stability;

/// <summary>
/// The theorem of Chatterjee and Zielinski 2022 (arXiv 2203.10036) with measured surrogates, at every milestone T of a training:
/// |gap| ≤ (L²/m) Σ_{t≤T} Π_{t&lt;k≤T}(1 + η_kβ) η_t √(2(1 − α(w_{t−1}))), and the one-step recursion
/// δ_t ≤ (1 + η_tβ)δ_{t−1} + (η_t I_t/b)‖g(z_i) − g(z_i')‖ with the steps I_t at which the replaced example was in the batch, from the first
/// milestone at which the twins have parted: what they parted by is known there, and would have to be guessed between milestones.
/// L is the largest gradient norm of an example that was seen, β the largest measured smoothness: both fall short of the suprema that the
/// theorem means, so the bound is smaller than the theorem's.
/// </summary>
internal sealed class StabilityBound
{
    private StabilityBound()
    {
    }

    /// <summary>L, the largest ‖g(w, z)‖ over the probe and the milestones.</summary>
    public required double Lipschitz { get; init; }

    /// <summary>β, the largest measured smoothness.</summary>
    public required double Smoothness { get; init; }

    /// <summary>The mean over the steps of m-coherence nα, in examples.</summary>
    public required double MeanCoherence { get; init; }

    /// <summary>The mean over the steps of √(2(1 − α)): all that coherence contributes, apart from when.</summary>
    public required double CoherenceFactor { get; init; }

    /// <summary>log10 of the bound at each milestone; −∞ at the start.</summary>
    public required double[] Gap { get; init; }

    /// <summary>log10 of the bound at the end with β = 0: what is left without the exponential growth.</summary>
    public required double GapWithoutGrowth { get; init; }

    /// <summary>log10 of the recursion's δ at each milestone; the measured one at <see cref="Parted"/>, NaN before it.</summary>
    public required double[] Distance { get; init; }

    /// <summary>The first milestone at which the twins have parted; the number of milestones if they never do.</summary>
    public required int Parted { get; init; }

    /// <summary>Whether the theorem speaks of such a training: plain stochastic gradient descent.</summary>
    public static bool Applies(TrialPlan trial) => trial.Settings.Optimizer is { Name: "sgd", WeightDecay: 0 };

    /// <summary>The bound of one training.</summary>
    /// <param name="record">The run.</param>
    /// <param name="trial">The training.</param>
    /// <param name="place">The index of the replaced example.</param>
    public static StabilityBound Of(RunRecord record, TrialPlan trial, int place)
    {
        Curve curve = record[trial];
        double lipschitz = curve.Largest(StabilityNames.LargestGradient), beta = curve.Largest(StabilityNames.Smoothness);
        double[] coherence = StepValues.Interpolated(curve.Steps, curve.Values(MetricNames.MCoherence)), rates = Rates(trial, (int)curve.Steps[^1]);
        double[] factors = [.. coherence.Select(m => Math.Sqrt(2 * Math.Max(0, 1 - (m / record.Laboratory.Probe))))];
        double[] growth = [.. rates.Select(rate => rate * beta)], additions = [.. rates.Zip(factors, (rate, factor) => Elementary.Log(rate * factor))];
        double front = Elementary.Log(lipschitz * lipschitz / trial.Train.Count);
        double[] visits = Visits(record, trial, place, rates, StepValues.Larger(curve.Steps, curve.Values(StabilityNames.GradientDifference)));
        int parted = Array.FindIndex(curve.Values(StabilityNames.TwinDistance), distance => distance > 0);
        if (parted < 0) parted = curve.Steps.Length;
        return new StabilityBound
        {
            Lipschitz = lipschitz,
            Smoothness = beta,
            MeanCoherence = coherence.Average(),
            CoherenceFactor = factors.Average(),
            Gap = AtMilestones(curve, LogRecursion.Run(double.NegativeInfinity, growth, additions), front),
            GapWithoutGrowth = (LogRecursion.Run(double.NegativeInfinity, new double[growth.Length], additions)[^1] + front) / LogRecursion.Ln10,
            Distance = Distances(curve, growth, visits, parted),
            Parted = parted,
        };
    }

    private static double[] AtMilestones(Curve curve, double[] logs, double front) => [.. curve.Steps.Select(step => (logs[(int)step] + front) / LogRecursion.Ln10)];

    private static double[] Distances(Curve curve, double[] growth, double[] visits, int parted)
    {
        double[] distances = [.. curve.Steps.Select(_ => double.NaN)];
        if (parted == distances.Length) return distances;
        int from = (int)curve.Steps[parted];
        double[] logs = LogRecursion.Run(Elementary.Log(curve.Values(StabilityNames.TwinDistance)[parted]), growth.AsSpan(from), visits.AsSpan(from));
        for (int m = parted; m < distances.Length; m++) distances[m] = logs[(int)curve.Steps[m] - from] / LogRecursion.Ln10;
        return distances;
    }

    /// <summary>η_1 … η_T.</summary>
    private static double[] Rates(TrialPlan trial, int steps)
    {
        int stepsPerEpoch = ((trial.Train.Count - 1) / trial.Settings.BatchSize) + 1;
        ISchedule schedule = ScheduleFactory.Parse(trial.Settings.Schedule, stepsPerEpoch, trial.Settings.Steps, trial.Settings.WarmUp);
        return [.. Enumerable.Range(0, steps).Select(t => trial.Settings.Optimizer.LearningRate * schedule.Factor(t))];
    }

    /// <summary>ln of η_t I_t/b ‖g(z_i) − g(z_i')‖ at every step, with the batches as they were really drawn.</summary>
    private static double[] Visits(RunRecord record, TrialPlan trial, int place, double[] rates, double[] differences)
    {
        BatchPlan batches = new((trial.Seed ?? record.Laboratory.Seed).Derive("training"), trial.Train.Count, trial.Settings.BatchSize);
        double[] additions = new double[rates.Length];
        for (int t = 0; t < additions.Length; t++)
        {
            ReadOnlySpan<int> batch = batches.Batch(t);
            additions[t] = batch.Contains(place) ? Elementary.Log(rates[t] * differences[t] / batch.Length) : double.NegativeInfinity;
        }

        return additions;
    }
}
