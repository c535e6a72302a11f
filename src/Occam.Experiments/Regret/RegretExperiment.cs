using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Gradients;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Regret;

/// <summary>Local and global regret of minibatches, and the ratios of their flatness, against the generalization gap.</summary>
public sealed class RegretExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "regret";

    /// <inheritdoc/>
    public About About => new(
        "Does the disagreement of minibatches foretell the generalization gap?",
        "What a model loses on one minibatch when it is fitted to another is a small picture of what it loses on the test set when it is fitted to the training set. "
        + "For one short step this is the gradient regret R = E[‖g₂‖(1 − cos(g₁, g₂))]. It is followed along trainings on true and on random labels with a small and a large batch, "
        + "beside the norm, the cosine and the flatness ratio alone. Trained networks are then rescaled without changing their function: a measure that follows the rescaling "
        + "and not the function cannot be the reason for generalization. On logistic regression the regret is computed without approximation.",
        [
            "Huszár 2018, The Generalization Mystery: Sharp vs Flat Minima, blog",
            "Dinh, Pascanu, Bengio, Bengio 2017, Sharp Minima Can Generalize For Deep Nets, arXiv 1703.04933",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => [.. RegretClaims.All, .. ConvexClaims.All];

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("model", "mlp:WIDTH with relu, or the rescaling is left out", "mlp:32", "mlp:256", "mlp:512"),
        new("train", "training examples, balanced over classes, or all", "500", "2000", "10000"),
        new("batch-size", "examples in the small batch", "20", "32", "32"),
        new("large-batch", "examples in the large batch", "100", "512", "512"),
        new("steps", "steps at most", "300", "4000", "60000"),
        new("warm-up", "steps of linear rise of the learning rate; slow enough to watch the start", "100", "1000", "1000"),
        new("repetitions", "trainings of each kind, with weights and order of their own", "1", "2", "5"),
        new("sample", "training examples of which minibatches are measured, 1000 at most", "80", "512", "1000"),
        new("small-minibatch", "examples in a measured minibatch; the claims are about these", "8", "8", "8"),
        new("large-minibatch", "examples in a larger measured minibatch", "16", "64", "64"),
        new("partitions", "random cuts of the sample into minibatches", "3", "10", "20"),
        new("pair", "the two classes of the logistic regression", "3,8"),
        new("convex-minibatch", "examples in a minibatch of the logistic regression", "5", "25", "50"),
        new("lambda", "the penalty (λ/2)‖θ‖² of the logistic regression, so that a minimum exists", "0.001"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        int largest = laboratory.Data.Train.Count, batch = settings.Integer("large-batch", 1, largest), repetitions = settings.Integer("repetitions", 1, 100);
        if (batch <= training.BatchSize)
            settings.Faults.Add(new Fault("large-batch", $"more than the {training.BatchSize} examples of batch-size", $"{batch}", "Choose two different batches."));
        int sample = Math.Min(settings.Integer("sample", 2, 1000), laboratory.Probe), small = settings.Integer("small-minibatch", 1, 1000), large = settings.Integer("large-minibatch", 2, 1000);
        if (large <= small) settings.Faults.Add(new Fault("large-minibatch", $"more than the {small} examples of small-minibatch", $"{large}", "Choose two different sizes."));
        if (sample < 3 * large)
            settings.Faults.Add(new Fault("large-minibatch", $"at most {sample / 3}, so that three minibatches fit into the {sample} examples measured", $"{large}", "Choose smaller minibatches, or a larger sample or probe."));
        int partitions = settings.Integer("partitions", 1, 1000);
        MinibatchDistribution Distribution(int size) => new(size, partitions, laboratory.Seed.Derive("minibatches").Derive(size));
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);

        List<TrialPlan> trials = [];
        for (int r = 1; r <= repetitions; r++)
        {
            foreach (string labels in (string[])[RegretNames.TrueLabels, RegretNames.RandomLabels])
            {
                trials.AddRange(((int[])[training.BatchSize, batch]).Select(size => TrialPlans.WithNoise(
                    RegretNames.Series(labels, size, r), laboratory, training with { BatchSize = size }, LabelNoiseKind.Uniform, labels == RegretNames.TrueLabels ? 0 : 1) with
                {
                    Seed = laboratory.Seed.Derive("repetition").Derive(r),
                    Watches = [SampleWatch.Of(sample, _ => [Distribution(small)]), SampleWatch.Of(sample, _ => [Distribution(large)])],
                }));
            }
        }

        return new ExperimentPlan(trials, [.. Rescalings(laboratory, trials, sample, () => Distribution(small), small), .. Convex(laboratory, settings)]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(
        [.. RegretClaims.Judge(record), .. ConvexClaims.Judge(record)], RegretTables.All(record), RegretFigures.All(record), []);

    private static IEnumerable<Computation> Rescalings(LaboratoryPlan laboratory, List<TrialPlan> trials, int sample, Func<MinibatchDistribution> distribution, int size)
    {
        if (Rescaling.Refusal(laboratory) is not null) return [];
        int[] order = new int[laboratory.Data.Train.Count];
        laboratory.Seed.Derive("rescaling").Permutation(order);
        int[] examples = [.. order.Take(sample).Order()];
        return RegretClaims.Choose(trials).Select(trial => Rescaling.Computation(trial, examples, distribution, size));
    }

    private static IEnumerable<Computation> Convex(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        Dataset train = laboratory.Data.Train;
        double[] pair = settings.Numbers("pair", 0, train.ClassCount - 1);
        if (pair.Length != 2 || pair[0] == pair[1] || pair.Any(p => p != Math.Floor(p)))
        {
            settings.Faults.Add(new Fault("pair", "two different classes between a comma", $"'{settings.Text("pair")}'", "Write for example pair=0,1."));
            return [];
        }

        int size = settings.Integer("convex-minibatch", 2, 1000), count = (int)pair.Sum(p => train.ClassHistogram()[(int)p]);
        double lambda = settings.Number("lambda", 1e-8, 1e6);
        if (count / size < 3)
            settings.Faults.Add(new Fault("convex-minibatch", $"at most {count / 3}, so that three minibatches fit into the {count} examples of two classes", $"{size}", "Choose smaller minibatches, or more training examples."));
        if (laboratory.Data.Test is not { } test) return [];
        if (pair.Sum(p => test.ClassHistogram()[(int)p]) == 0)
            settings.Faults.Add(new Fault("pair", "classes that the test set has", $"'{settings.Text("pair")}'", "Choose others, or more test examples."));
        Seed seed = laboratory.Seed.Derive("convex");
        return ((string[])[RegretNames.TrueLabels, RegretNames.RandomLabels]).Select(labels => ConvexRegret.Computation(labels, () =>
        {
            TwoClasses examples = TwoClasses.Of(train, (int)pair[0], (int)pair[1]).Shuffled(seed.Derive("order"), size);
            return new ConvexRegret(
                labels == RegretNames.TrueLabels ? examples : examples.WithRandomSigns(seed.Derive("signs")), TwoClasses.Of(test, (int)pair[0], (int)pair[1]), size, lambda);
        }));
    }
}
