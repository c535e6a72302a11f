using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Reparametrization;

/// <summary>Trained networks are rescaled without changing their function, and every measure is asked before and after.</summary>
public sealed class ReparametrizationExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "reparametrization";

    /// <inheritdoc/>
    public About About => new(
        "Which measures survive a rescaling that keeps the function?",
        "With ReLU, one layer times α and the next over α are the same function; so are the weights before a normalization times anything. A network generalizes as well "
        + "after this as before. A measure whose value can be set at will in this way may still go with generalization among networks that were trained alike, but it cannot be the "
        + "reason for it. Two networks are trained and rescaled, and every measure is asked before and after: is it invariant, does it follow a power of α, or does it break?",
        [
            "Dinh, Pascanu, Bengio, Bengio 2017, Sharp Minima Can Generalize For Deep Nets, arXiv 1703.04933",
            "Keskar et al. 2017, On Large-Batch Training for Deep Learning, arXiv 1609.04836",
            "Petzka et al. 2021, Relative Flatness and Generalization, arXiv 2001.00939",
            "Kwon et al. 2021, ASAM, arXiv 2102.11600",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => ReparametrizationClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("model", "a network with a pair of layers around relu or leaky-relu; the last pair is rescaled", "mlp:8", "mlp:32", "mlp:512"),
        new("normalized-model", "a network with weights before a normalization; the last such weights are rescaled", "mlp-norm:8", "mlp-norm:32", "mlp-norm:512"),
        new("normalization", "batch, group or layer; batch is frozen, and its statistics are rescaled with the weights", "layer"),
        new("train", "training examples, balanced over classes, or all", "200", "1000", "all"),
        new("steps", "steps at most", "200", "2000", "60000"),
        new("warm-up", "steps of linear rise of the learning rate", "20", "100", "1000"),
        new("examples", "training examples on which the measures are taken", "64", "400", "2000"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        int count = Math.Min(settings.Integer("examples", 16, 5000), laboratory.Data.Train.Count);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        TrialPlan relu = new(Transformation.ReluSeries, laboratory.Data.Train, laboratory.Data.Test, training, 0);
        TrialPlan normalized = relu with
        {
            Series = Transformation.NormalizedSeries,
            Network = laboratory.Named(settings.Text("normalized-model")),
        };
        Check(laboratory, relu, "model", "two layers with weights around relu or leaky-relu", "Write for example model=mlp:32 activation=relu.", settings);
        Check(laboratory, normalized, "normalized-model", "weights that a normalization alone reads", "Write for example normalized-model=mlp-norm:32 normalization=layer.", settings);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        int[] order = new int[laboratory.Data.Train.Count];
        laboratory.Seed.Derive("reparametrization").Permutation(order);
        int[] examples = [.. order.Take(count).Order()];
        TrialPlan[] trials = [relu, normalized];
        return new ExperimentPlan(trials, [.. trials.SelectMany(trial => Transformation.Alphas.Select(alpha => Audit.Computation(trial, examples, alpha)).Append(PriorAudit.Computation(trial, examples)))]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(ReparametrizationClaims.Judge(record), ReparametrizationTables.All(record), ReparametrizationFigures.All(record), []);

    private static void Check(LaboratoryPlan laboratory, TrialPlan trial, string key, string expected, string remedy, ResolvedSettings settings)
    {
        try
        {
            Network<float> network = laboratory.Build(trial);
            if (Transformation.All(trial, network).Length == 0) settings.Faults.Add(new Fault(key, expected, $"'{settings.Text(key)}' without", remedy));
        }
        catch (InputException fault)
        {
            // What is wrong with the experiment's own network is found for every experiment.
            if (key != "model") settings.Faults.AddRange(fault.Faults);
        }
    }
}
