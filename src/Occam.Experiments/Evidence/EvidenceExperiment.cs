using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;

namespace Occam.Experiments.Evidence;

/// <summary>The Bayesian evidence of a linear model and of a small network, on true and on random labels, against the strength of the prior.</summary>
public sealed class EvidenceExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "evidence";

    /// <inheritdoc/>
    public About About => new(
        "Can the evidence tell a model that generalizes from one that memorizes?",
        "A linear model with enough weights fits random labels as well as true ones, so fitting says nothing. The evidence, the probability of the labels under the model with its "
        + "parameters averaged out, pays for every parameter that had to be set finely: the Occam factor. E = C + ½ Σ ln(λ_i/λ) − N ln 2 compares it with a model that gives "
        + "every label the probability ½; below 0 the linear model is preferred. For logistic regression the minimum and every eigenvalue are exact.\n\n"
        + "The same for a small network by Laplace's approximation, at points that are checked to be stationary.",
        [
            "Smith, Le 2018, A Bayesian Perspective on Generalization and Stochastic Gradient Descent, arXiv 1710.06451",
            "MacKay 1992, A Practical Bayesian Framework for Backpropagation Networks, Neural Computation 4",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => EvidenceClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("model", "has no effect here: the model is logistic regression, and network=", "linear"),
        new("train", "training examples of all classes that the images come from, or all", "all"),
        new("test", "test examples of all classes, or all", "all"),
        new("standardize", "per-channel, per-image or none", "none"),
        new("pair", "the two classes", "0,1"),
        new("images", "training images of both classes together, or as many as there are; the rest are test images", "200", "800", "800"),
        new("draws", "draws of random labels; the claim needs 10", "3", "10", "30"),
        new("lambda-from", "the smallest λ, as a power of ten", "-6", "-6", "-8"),
        new("lambda-to", "the largest λ, as a power of ten", "4", "4", "6"),
        new("per-decade", "values of λ in a decade", "1", "2", "4"),
        new("bias-range", "R: the bias is not regularized; its prior is uniform from −R to R", "100"),
        new("network", "the small network, with tanh, or none", "mlp:2", "mlp:4", "mlp:8"),
        new("network-lambdas", "λ of the network, between commas, ascending", "1", "0.1,1,10", "0.01,0.1,1,10,100"),
        new("network-draws", "draws of random labels for the network", "1", "1", "3"),
        new("pool", "pixels on a side of the squares whose means the network sees, to keep all its eigenvalues cheap", "4", "4", "4"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrialPlans.Training(laboratory, settings);
        int images = settings.Integer("images", 4, int.MaxValue), draws = settings.Integer("draws", 1, 1000), networkDraws = settings.Integer("network-draws", 0, 1000);
        int from = settings.Integer("lambda-from", -12, 11), to = settings.Integer("lambda-to", -11, 12), each = settings.Integer("per-decade", 1, 100);
        double range = settings.Number("bias-range", 1e-3, 1e6);
        double[] pair = Pair(laboratory, settings), networkLambdas = NetworkLambdas(settings);
        if (to <= from) settings.Faults.Add(new Fault("lambda-to", $"more than lambda-from, {from}", $"{to}", "Choose a range."));
        int side = settings.Integer("pool", 1, Math.Max(1, Math.Min(laboratory.Data.Shape.Height, laboratory.Data.Shape.Width)));
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);

        Seed seed = laboratory.Seed.Derive("evidence");
        EvidenceData data = EvidenceData.Of(laboratory.Data, (int)pair[0], (int)pair[1], images, seed.Derive("images"));
        if (data.Test.Count == 0) settings.Faults.Add(new Fault("images", "fewer than there are, so that some are left to test on", $"{images}", "Choose fewer, or data with a test set."));
        CheckNetwork(settings, networkLambdas, data, side);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        double[] lambdas = EvidencePlan.Decades(from, to, each);
        return new ExperimentPlan([],
        [
            new EvidencePlan(lambdas, draws, networkLambdas, networkDraws, range, data.Test.Count).Computation(),
            .. Enumerable.Range(0, draws + 1).Select(l => LinearEvidence.Computation(l, lambdas, range, () => data.WithLabels(l, seed))),
            .. Enumerable.Range(0, networkDraws + 1).SelectMany(l => networkLambdas.Select(lambda =>
                NetworkEvidence.Computation(l, lambda, settings.Text("network"), seed.Derive("network"), () => data.WithLabels(l, seed).Pooled(side)))),
        ]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(EvidenceClaims.Judge(record), EvidenceTables.All(record), EvidenceFigures.All(record), []);

    private static double[] Pair(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        double[] pair = settings.Numbers("pair", 0, laboratory.Data.ClassCount - 1);
        if (pair.Length != 2 || pair[0] == pair[1] || pair.Any(p => p != Math.Floor(p)))
            settings.Faults.Add(new Fault("pair", "two different classes between a comma", $"'{settings.Text("pair")}'", "Write for example pair=0,1."));
        else if (EvidenceData.Available(laboratory.Data.Train, (int)pair[0], (int)pair[1]) < 4)
            settings.Faults.Add(new Fault("pair", "classes with at least two training images each", $"'{settings.Text("pair")}'", "Choose others, or more training examples."));
        return pair;
    }

    private static double[] NetworkLambdas(ResolvedSettings settings)
    {
        if (settings.Text("network") == "none") return [];
        double[] lambdas = settings.Numbers("network-lambdas", 1e-9, 1e9);
        if (!lambdas.SequenceEqual(lambdas.Distinct().Order()))
            settings.Faults.Add(new Fault("network-lambdas", "different numbers in ascending order", $"'{settings.Text("network-lambdas")}'", "Write for example network-lambdas=0.1,1,10."));
        return lambdas;
    }

    private static void CheckNetwork(ResolvedSettings settings, double[] lambdas, EvidenceData data, int side)
    {
        const int mostParameters = 4096;
        if (lambdas.Length == 0) return;
        settings.Collect(() =>
        {
            Network<double> network = NetworkEvidence.Build(settings.Text("network"), data.Pooled(side).Train.Shape);
            if (network.ParameterCount > mostParameters)
                settings.Faults.Add(new Fault("network", $"at most {mostParameters} parameters, so that all eigenvalues can be computed", $"{network.ParameterCount}", "Choose a smaller network, or a larger pool."));
            else PassLimits.Check(network, data.Train.Count, "images", settings.Faults);
        });
    }
}
