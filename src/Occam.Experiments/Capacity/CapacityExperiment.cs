using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Capacity;

/// <summary>Complexity measures and the bounds that are made of them, against the measured generalization gap.</summary>
public sealed class CapacityExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "capacity";

    /// <inheritdoc/>
    public About About => new(
        "Does any measure of capacity explain the gap: Rademacher complexity, VC dimension, norms and margins, stability?",
        "Learning theory bounds the gap between test and training error by the capacity of the class that a network is chosen from. A bound of 1 or more says nothing: it is vacuous. "
        + "The empirical Rademacher complexity is how well a class can follow tosses of a coin; a network that fits random labels has a complexity of 1, and the bound is vacuous for whatever it learns. "
        + "Here the complexity is measured from below by training on random ±1, for several networks and numbers of examples, and bounded from above by counting labellings. Bounds by VC dimension, norms and margins are computed with all their "
        + "constants on the trained networks, and uniform stability by leaving out one example at a time; each stands beside the gap that was measured.\n\n"
        + "Everything is about a task with two labels, odd classes against even ones, and networks with one output.",
        [
            "Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530",
            "Bartlett, Harvey, Liaw, Mehrabian 2019, Nearly-tight VC-dimension and pseudodimension bounds for piecewise linear neural networks, arXiv 1703.02930",
            "Bartlett, Foster, Telgarsky 2017, Spectrally-normalized margin bounds for neural networks, arXiv 1706.08498",
            "Neyshabur, Bhojanapalli, Srebro 2018, A PAC-Bayesian Approach to Spectrally-Normalized Margin Bounds for Neural Networks, arXiv 1707.09564",
            "Golowich, Rakhlin, Shamir 2018, Size-Independent Sample Complexity of Neural Networks, arXiv 1712.06541",
            "Nagarajan, Kolter 2019, Uniform convergence may be unable to explain generalization in deep learning, arXiv 1902.04742",
            "Bousquet, Elisseeff 2002, Stability and Generalization, Journal of Machine Learning Research 2",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => CapacityClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("data", "a name (mnist-mini, mnist, fashion-mnist, cifar10) or a path", "mnist-mini", "mnist-mini", "cifar10"),
        new("model", "the network that the claims are about, with one output; without batch norm the bounds apply", "mlp:16", "mlp:512", "mlp:512"),
        new("networks", "other networks and their learning rates, NAME@RATE between commas, or none", "linear@0.05", "linear@0.05,mlp:16@0.05", "linear@0.01,mlp:16@0.01,lenet@0.01"),
        new("sizes", "training examples n between commas, ascending", "20,80", "100,300,1000,3000", "300,1000,3000,10000"),
        new("draws", "draws of random labels for each network and n", "2", "10", "20"),
        new("repetitions", "trainings on true labels for each network and n, and draws whose norms and test errors are measured", "2", "3", "5"),
        new("learning-rate", "of the network of model=; before the schedule", "0.05", "0.05", "0.01"),
        new("standardize", "per-channel, per-image or none; other than none the bounds hold for given constants only", "none"),
        new("steps", "steps at most; a training ends when its labels are fitted", "300", "3500", "60000"),
        new("warm-up", "steps of linear rise of the learning rate", "0"),
        new("batch-size", "examples in a batch, or all of fewer", "20", "50", "100"),
        new("left-out", "examples that are left out, one at a time", "3", "32", "64"),
        new("leave-examples", "training examples that one is left out of", "60", "500", "5000"),
        new("leave-steps", "steps of every training with an example left out", "100", "400", "10000"),
        new("failure", "the probability δ with which a bound may fail", "0.05"),
        new("loss", "has no effect here: all trainings have the logistic loss", "cross-entropy"),
        new("label-smoothing", "has no effect here: all trainings have the logistic loss", "0"),
        new("fit", "has no effect here: fitted means every label", "1"),
        new("stop", "has no effect here: a training ends when every label is fitted", "1"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(settings);
        IReadOnlyList<NetworkChoice> choices = NetworkChoice.Read(laboratory, settings, training.Optimizer.LearningRate);
        int most = laboratory.Data.Train.Count, draws = settings.Integer("draws", 2, 1000), leaveExamples = settings.Integer("leave-examples", 2, most);
        int[] sizes = Sizes(settings, most);
        CapacityPlan plan = new(
            [.. choices.Select(c => c.Network.Model)], sizes, draws, settings.Integer("repetitions", 2, draws), settings.Integer("left-out", 2, leaveExamples), leaveExamples,
            settings.Number("failure", 1e-9, 0.5));
        TrainingSettings leaving = training with { Steps = settings.Integer("leave-steps", 1, int.MaxValue - 1) };
        if (laboratory.Data.Test is null) settings.Faults.Add(new Fault("data", "a test set, on which gaps are measured", "none", "Choose data with a test set."));
        foreach (NetworkChoice choice in choices) Check(laboratory, choice, training, [.. sizes, leaveExamples], settings);
        CheckStatistics(laboratory, choices[0], settings);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);

        Seed seed = laboratory.Seed.Derive("capacity");
        Dataset train = TwoSides.Of(laboratory.Data.Train), test = TwoSides.Of(laboratory.Data.Test!);
        Dictionary<int, Lazy<HalfSpaces>> halfSpaces = sizes.ToDictionary(n => n, n => new Lazy<HalfSpaces>(() => HalfSpaces.Of(TwoSides.Part(train, n, seed))));
        IEnumerable<Computation> fits = choices.SelectMany((choice, m) => sizes.SelectMany(n => ((bool[])[false, true]).SelectMany(random =>
            Enumerable.Range(1, random ? plan.Draws : plan.Repetitions).Select(r =>
                new SignFit(choice, plan.Models[m], n, random, r, plan.Models[m] == CapacityPlan.Linear ? halfSpaces[n] : null).Computation(training, train, test, seed, r <= plan.Repetitions)))));
        LeaveOneOut leave = new(
            choices[0], leaving, TwoSides.Part(train, leaveExamples, seed.Derive("leave")), test, LeaveOneOut.Places(seed, leaveExamples, plan.LeftOut), seed.Derive("leave"));
        return new ExperimentPlan([], [plan.Computation(choices, n => TwoSides.Part(train, n, seed)), .. fits, .. leave.Computations()]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record)
    {
        CapacityRecord capacity = new(record);
        return new Conclusions(CapacityClaims.Judge(capacity), CapacityTables.All(capacity), CapacityFigures.All(capacity), []);
    }

    private static int[] Sizes(ResolvedSettings settings, int most)
    {
        double[] sizes = settings.Numbers("sizes", 2, most);
        if (sizes.Length < 2 || !sizes.SequenceEqual(sizes.Distinct().Order()) || sizes.Any(n => n != Math.Floor(n)))
            settings.Faults.Add(new Fault("sizes", "two or more different whole numbers in ascending order", $"'{settings.Text("sizes")}'", "Write for example sizes=100,1000."));
        return [.. sizes.Select(n => (int)n)];
    }

    private static void Check(LaboratoryPlan laboratory, NetworkChoice choice, TrainingSettings training, int[] sizes, ResolvedSettings settings) => settings.Collect(() =>
    {
        Network<float> network = SignTraining.Build(laboratory, choice);
        PassLimits.Check(network, training.BatchSize, "batch-size", settings.Faults);
        PassLimits.Check(network, laboratory.Chunk, "chunk", settings.Faults);
        foreach (int n in sizes) training.Rule.Check(network, n, Math.Min(training.BatchSize, n), settings.Faults);
    });

    /// <summary>Batch norm couples the examples of a batch: the one that is left out would still count in its statistics.</summary>
    private static void CheckStatistics(LaboratoryPlan laboratory, NetworkChoice choice, ResolvedSettings settings) =>
        settings.Collect(() => laboratory.DemandNoStatistics(SignTraining.Build(laboratory, choice), settings));
}
