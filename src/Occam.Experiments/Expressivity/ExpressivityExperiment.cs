using System.Globalization;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Expressivity;

/// <summary>The network of 2n + d weights that gives any n examples any labels, in closed form, beside training by gradients with as many weights.</summary>
public sealed class ExpressivityExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "expressivity";

    /// <inheritdoc/>
    public About About => new(
        "How small can a network be that fits any labels, and what is it worth?",
        "A network with one hidden layer and 2n + d weights can give n examples in d dimensions any labels: c(z) = Σ_j w_j·max(⟨a, z⟩ − b_j, 0). A random direction a puts the examples on "
        + "a line, the thresholds b_j stand between them, and w solves a triangular system. So a bound that counts parameters says nothing once there are more of them than examples.\n\n"
        + "Here this network is built for true and for random labels and measured like any other: how exactly it fits in double precision, how badly its system is conditioned, "
        + "what it makes of new examples. Beside it stand networks with as many weights that were trained by gradients. That a fit exists is one thing; whether descent finds it, and "
        + "whether it generalizes, are others.",
        ["Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530"]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => ExpressivityClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("model", "has no effect here: the networks follow from the sizes", "linear"),
        new("activation", "of the perceptron: relu, leaky-relu, tanh, ...; of a few relu units all may die", "leaky-relu"),
        new("train", "training examples that the sizes are drawn from, or all", "500", "all", "all"),
        new("standardize", "per-channel, per-image or none", "none"),
        new("sizes", "n, training examples, balanced over classes, between commas, ascending; all is as many as there are", "50,all", "100,300,1000,all", "100,300,1000,3000,all"),
        new("draws", "random directions a; the one with the smallest condition number is taken", "4", "16", "16"),
        new("thresholds", "previous or midpoint: where the thresholds of the networks with an output a class, and of those left as files, stand", "previous"),
        new("export", "the n whose networks and examples are left in models/, or none", "50", "1000", "1000"),
        new("optimizer", "sgd, momentum, nesterov, adam, adamw, adagrad or rmsprop; of the trained networks", "adam"),
        new("learning-rate", "before the schedule", "0.003"),
        new("steps", "steps of every training", "200", "3000", "30000"),
        new("warm-up", "steps of linear rise of the learning rate", "0"),
        new("fit", "training accuracy that counts as fitted", "0.99"),
        new("loss", "has no effect here: cross-entropy of the perceptron, mse of the network with one output", "cross-entropy"),
        new("label-smoothing", "has no effect here: neither loss is smoothed", "0"),
        new("augment", "has no effect here: every step sees the images as they are", "none"),
        new("probe", "has no effect here: all training examples are measured", "all"),
        new("stop", "has no effect here: all trainings take the same steps", "1"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(settings);
        int[] sizes = Sizes(laboratory, settings);
        int draws = settings.Integer("draws", 2, 10_000), export = settings.Text("export") == "none" ? 0 : Whole(laboratory, settings, "export", settings.Text("export"));
        string thresholds = settings.Choice("thresholds", [.. ExpressivityNames.Thresholds]);
        if (export > 0 && !sizes.Contains(export) && settings.Faults.Count == 0)
            settings.Faults.Add(new Fault("export", $"one of the sizes, {string.Join(", ", sizes)}, or none", $"'{settings.Text("export")}'", $"Write for example export={sizes[0]}."));
        if (laboratory.Data.Test is null) settings.Faults.Add(new Fault("data", "a test set, on which the networks are compared", "none", "Choose data with a test set."));
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        CheckMemory(laboratory, training, sizes, settings);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        ExpressivityPlan plan = new(sizes, draws, thresholds, export);
        return new ExperimentPlan([], [plan.Computation(), .. sizes.SelectMany(size => Computations(plan, training, size))]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(ExpressivityClaims.Judge(record), ExpressivityTables.All(record), ExpressivityFigures.All(record), [])
    {
        Models = ExpressivityModels.All(record),
    };

    private static IEnumerable<Computation> Computations(ExpressivityPlan plan, TrainingSettings training, int size)
    {
        yield return Constructions.Lines(plan, size);
        foreach (string labels in ExpressivityNames.Labels)
        {
            foreach (string thresholds in ExpressivityNames.Thresholds) yield return Constructions.Number(plan, thresholds, labels, size);
            yield return Constructions.Classes(plan, labels, size);
            foreach (string kind in ExpressivityNames.Trained) yield return SameSizeTraining.Computation(training, kind, labels, size);
        }
    }

    private static int[] Sizes(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        int[] sizes = [.. settings.Text("sizes").Split(',').Select(part => Whole(laboratory, settings, "sizes", part))];
        if (settings.Faults.Count == 0 && !sizes.SequenceEqual(sizes.Distinct().Order()))
            settings.Faults.Add(new Fault("sizes", "different sizes in ascending order", $"'{settings.Text("sizes")}', that is {string.Join(", ", sizes)}", "Write for example sizes=100,300,all."));
        return sizes;
    }

    private static int Whole(LaboratoryPlan laboratory, ResolvedSettings settings, string key, string text)
    {
        int all = laboratory.Data.Train.Count, classes = laboratory.Data.ClassCount;
        if (text == "all") return all;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size >= classes && size <= all)
        {
            int rounded = size == all ? all : size / classes * classes, smallest = laboratory.Data.Train.ClassHistogram().Min();
            if (rounded == all || rounded / classes <= smallest) return rounded;
            settings.Faults.Add(new Fault(key, $"at most {smallest * classes}, as many of each class as the rarest has, or all", $"'{text}'", "Choose fewer examples."));
            return all;
        }

        settings.Faults.Add(new Fault(key, $"whole numbers from {classes}, one example a class, to {all}, or all", $"'{text}'", $"Write for example {key}={classes * 10}."));
        return all;
    }

    private static void CheckMemory(LaboratoryPlan laboratory, TrainingSettings training, int[] sizes, ResolvedSettings settings)
    {
        foreach (string kind in ExpressivityNames.Trained)
        {
            Network<float> network = SameSizeTraining.Network(laboratory, kind, sizes[^1]);
            PassLimits.Check(network, Math.Min(training.BatchSize, sizes[^1]), "batch-size", settings.Faults);
            PassLimits.Check(network, Math.Min(laboratory.Chunk, sizes[^1]), "chunk", settings.Faults);
        }
    }
}
