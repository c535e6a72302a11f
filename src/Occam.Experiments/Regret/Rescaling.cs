using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Coherence;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Networks.Reparametrizations;

namespace Occam.Experiments.Regret;

/// <summary>
/// The rescaling T_α of Dinh et al. 2017 of the first two layers, <see cref="PairScaling"/>, and what it does to the measures of minibatches. With α a
/// power of two it keeps every bit of the function.
/// </summary>
internal static class Rescaling
{
    public const string Factors = "factors", Outputs = "outputs", FirstLayer = "m-coherence-first";

    /// <summary>What is measured of the whole network, and the name that it has in results.</summary>
    public static IReadOnlyList<(string Result, string Name)> Whole { get; } =
    [
        ("regret", "gradient regret"), ("norm", "minibatch gradient norm"), ("cosine", "batch cosine"), ("flatness", "flatness ratio"),
        ("m-coherence", "m-coherence"), ("noise-scale", "noise scale"),
    ];

    private static readonly double[] Alphas = [1, 0.5, 2, 4];

    /// <summary>Why the network has no such rescaling, or null where it has.</summary>
    public static string? Refusal(LaboratoryPlan laboratory) =>
        !laboratory.Network.Model.StartsWith("mlp:", StringComparison.Ordinal) ? $"The rescaling is defined here for mlp:WIDTH, not for '{laboratory.Network.Title}'."
        : laboratory.Network.Options.Activation != "relu" ? $"The rescaling needs relu, not '{laboratory.Network.Options.Activation}': no other activation commutes with a positive factor in this way."
        : null;

    public static string ComputationName(TrialPlan trial) => $"rescaling-{trial.Series}";

    /// <summary>The measures of a trained network at each α, one value an α.</summary>
    /// <param name="trial">The training.</param>
    /// <param name="examples">The training examples that are measured.</param>
    /// <param name="distribution">The measure of minibatches.</param>
    /// <param name="minibatch">Its size.</param>
    public static Computation Computation(TrialPlan trial, int[] examples, Func<MinibatchDistribution> distribution, int minibatch) => new(
        ComputationName(trial), [Factors, Outputs, FirstLayer, .. Whole.Select(w => w.Result)], site => Compute(site, trial, examples, distribution(), minibatch));

    /// <summary>A result at every α.</summary>
    public static ScalingResponse Response(RunRecord record, TrialPlan trial, string result) =>
        new(record.Result(ComputationName(trial), Factors), record.Result(ComputationName(trial), result));

    private static NamedArray[] Compute(ComputationSite site, TrialPlan trial, int[] examples, MinibatchDistribution distribution, int minibatch)
    {
        NetworkPasses<float> passes = site.Passes(trial.Series);
        Dataset data = Subset.Select(trial.Train, examples);
        Observer<float> observer = new(passes, site.Laboratory.Loss, data, new MeasurementPlan(distribution, new GradientStatistics(), new MCoherence()));
        string first = passes.Network.Nodes.Skip(1).First(n => n.Layer is BilinearLayer<float>).Name;
        string[] metrics =
        [
            $"{MCoherence.Name}/{first}", .. (string[])[RegretNames.Regret, RegretNames.Norm, RegretNames.Cosine, RegretNames.Flatness], MCoherence.Name, "noise_scale",
        ];
        for (int i = 1; i < 5; i++) metrics[i] = RegretNames.Of(metrics[i], minibatch);
        double[][] values = [.. metrics.Select(_ => new double[Alphas.Length])];
        float[] unscaled = FirstOutputs(passes, data, site.Theta(trial.Series), site.State(trial.Series));
        double[] changes = new double[Alphas.Length];
        for (int a = 0; a < Alphas.Length; a++)
        {
            site.Report(a, Alphas.Length);
            float[] theta = [.. site.Theta(trial.Series)];
            PairScaling.Apply(passes.Network, PairScaling.Pairs(passes.Network)[0], (float)Alphas[a], theta);
            float[] outputs = FirstOutputs(passes, data, theta, site.State(trial.Series));
            changes[a] = outputs.Zip(unscaled, (x, y) => Math.Abs((double)x - y)).Max() / unscaled.Max(x => Math.Abs((double)x));
            Dictionary<string, double> measured = observer.Observe(theta, site.State(trial.Series)).ToDictionary(m => m.Name, m => m.Value);
            for (int m = 0; m < metrics.Length; m++) values[m][a] = measured[metrics[m]];
        }

        return [new(Factors, Alphas), new(Outputs, changes), new(FirstLayer, values[0]), .. Whole.Select((w, i) => new NamedArray(w.Result, values[i + 1]))];
    }

    private static float[] FirstOutputs(NetworkPasses<float> passes, Dataset data, float[] theta, float[] state)
    {
        int n = Math.Min(passes.Capacity, data.Count);
        BatchCopy.Fill(data, 0, passes.Begin(n), new int[n]);
        return passes.Forward(theta, state, PassContext.Frozen).ToArray();
    }
}
