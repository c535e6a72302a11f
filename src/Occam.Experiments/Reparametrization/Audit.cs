using System.Globalization;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;

namespace Occam.Experiments.Reparametrization;

/// <summary>Every measure of a trained network after one rescaling; one computation a network and α, so that an interruption costs one of them.</summary>
internal static class Audit
{
    /// <summary>
    /// The values of all quantities one after another, their standard errors (NaN where there is none), how many values each quantity has, and for
    /// each rescaling of the network the largest change of an output as a part of the largest output.
    /// </summary>
    public const string Values = "values", Errors = "errors", Counts = "counts", Outputs = "outputs";

    public static string Name(TrialPlan trial, double alpha) => string.Create(CultureInfo.InvariantCulture, $"audit-{trial.Series}-{alpha}");

    /// <summary>The computation for one α.</summary>
    public static Computation Computation(TrialPlan trial, int[] examples, double alpha) =>
        new(Name(trial, alpha), [Values, Errors, Counts, Outputs], site => Compute(site, trial, examples, alpha));

    private static NamedArray[] Compute(ComputationSite site, TrialPlan trial, int[] examples, double alpha)
    {
        Network<float> network = site.Passes(trial.Series).Network;
        Dataset data = Subset.Select(trial.Train, examples);
        Transformation[] all = Transformation.All(trial, network);
        double[] changes = [.. all.Select(t => Change(site, trial, data, t, alpha))];
        (float[] theta, float[] state) = Rescaled(site, trial, all[^1], alpha);
        Metric[][] measured = Measure(site, trial, data, theta, state);
        return
        [
            new(Values, [.. measured.SelectMany(q => q.Select(m => m.Value))]), new(Errors, [.. measured.SelectMany(q => q.Select(m => m.Error ?? double.NaN))]),
            new(Counts, [.. measured.Select(q => (double)q.Length)]), new(Outputs, changes),
        ];
    }

    /// <summary>The parameters and statistics of a training after a rescaling.</summary>
    public static (float[] Theta, float[] State) Rescaled(ComputationSite site, TrialPlan trial, Transformation transformation, double alpha)
    {
        (float[] theta, float[] state) = ([.. site.Theta(trial.Series)], [.. site.State(trial.Series)]);
        transformation.Apply(site.Passes(trial.Series).Network, alpha, theta, state);
        return (theta, state);
    }

    private static Metric[][] Measure(ComputationSite site, TrialPlan trial, Dataset data, float[] theta, float[] state)
    {
        NetworkPasses<float> passes = site.Passes(trial.Series);
        Seed seed = site.Laboratory.Seed.Derive("reparametrization");
        IMeasure[] sweeps = AuditedMeasures.Sweeps(data.Count, seed);
        IPointMeasure[] points = AuditedMeasures.Points(Initial(site, trial, passes.Network));
        IReadOnlyList<Metric> observed = new Observer<float>(passes, site.Laboratory.Loss, data, new MeasurementPlan([.. sweeps])).Observe(theta, state);
        List<Metric> metrics = [.. AuditedMeasures.Observed(observed, sweeps)];
        PointSite<float> point = new(passes, site.Laboratory.Loss, data, theta, state, seed) { Control = new IterationControl(null, site.Cancellation) };
        for (int i = 0; i < points.Length; i++)
        {
            site.Report(i, points.Length);
            metrics.AddRange(points[i].Evaluate(point));
        }

        return [.. AuditedMeasures.Quantities.Select(q => q.Of(metrics))];
    }

    /// <summary>The parameters with which the training began: they follow from its seed.</summary>
    private static float[] Initial(ComputationSite site, TrialPlan trial, Network<float> network) =>
        site.Laboratory.NetworkOf(trial).Initial(network, trial.Seed ?? site.Laboratory.Seed);

    private static double Change(ComputationSite site, TrialPlan trial, Dataset data, Transformation transformation, double alpha)
    {
        (float[] theta, float[] state) = Rescaled(site, trial, transformation, alpha);
        float[] before = FirstOutputs(site.Passes(trial.Series), data, site.Theta(trial.Series), site.State(trial.Series));
        float[] after = FirstOutputs(site.Passes(trial.Series), data, theta, state);
        return before.Zip(after, (x, y) => Math.Abs((double)x - y)).Max() / before.Max(x => Math.Abs((double)x));
    }

    private static float[] FirstOutputs(NetworkPasses<float> passes, Dataset data, float[] theta, float[] state)
    {
        int n = Math.Min(passes.Capacity, data.Count);
        BatchCopy.Fill(data, 0, passes.Begin(n), new int[n]);
        return passes.Forward(theta, state, PassContext.Frozen).ToArray();
    }
}
