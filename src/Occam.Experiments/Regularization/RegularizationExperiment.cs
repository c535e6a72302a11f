using Occam.Data.Augmentations;
using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Published;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;
using Occam.Training.Schedules;

namespace Occam.Experiments.Regularization;

/// <summary>The grid of Zhang et al. 2017, Table 1: networks with regularizers on and off, on true and on random labels.</summary>
public sealed class RegularizationExperiment : ILaboratoryExperiment
{
    private const double NeverEarly = 2;

    /// <inheritdoc/>
    public string Id => "regularization";

    /// <inheritdoc/>
    public About About => new(
        "Is explicit or implicit regularization needed for generalization, and does it keep a network from memorizing?",
        "Networks are trained on true and on random labels with weight decay, dropout, augmentation and batch norm switched on and off. If regularization were why they generalize, "
        + "taking it away would cost about as much as taking the truth out of the labels, and random labels could not be fitted with it. "
        + "Trainings on true labels take all their steps, so that what stopping early would have gained can be seen.",
        ["Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530"]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => RegularizationClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("data", "a name (mnist-mini, mnist, fashion-mnist, cifar10) or a path", "mnist-mini", "mnist-mini", "cifar10"),
        new("model", "the first network", "mlp:32", "mlp:256", "inception-small"),
        new("networks", "others: NAME@RATE between commas with their learning rates, or none", "none", "resnet:8@0.05", "alexnet-small@0.01,mlp:512x3@0.01,mlp:512@0.01"),
        new("train", "training examples, balanced over classes, or all", "200", "500", "all"),
        new("test", "test examples, or all", "200", "1000", "all"),
        new("crop", "rows and columns kept in the middle of each image, or all; digits of MNIST fill 20", "20", "20", "28"),
        new("augment", "what augmentation is, where it is on: crop (at random places) or full (crops, turned, mirrored, other colours)", "crop"),
        new("standardize", "per-channel, per-image or none", "per-channel", "per-channel", "per-image"),
        new("learning-rate", "before the schedule, of model=", "0.02", "0.02", "0.1"),
        new("weight-decay", "its strength where it is on, coupled to the gradient except in adamw; the paper gives none", "0.0005"),
        new("dropout", "fraction dropped after the activations of dense layers where dropout is on", "0.5"),
        new("schedule", "constant, step:EPOCHS:FACTOR, decay:FACTOR or cosine", "constant", "constant", "decay:0.95"),
        new("augmented-schedule", "schedule of random labels with augmentation, which take longer", "constant", "constant", "decay:0.999"),
        new("batch-size", "examples in a batch", "50", "50", "128"),
        new("steps", "steps at most; trainings on true labels take all", "100", "600", "25000"),
        new("warm-up", "steps of linear rise of the learning rate; the paper has none", "0"),
        new("stop", "training accuracy at which a training on random labels ends", "0.999", "0.999", "1"),
        new("probe", "training examples that are measured, drawn once, or all; fewer make large networks quicker to watch", "all", "200", "5000"),
        new("chunk", "examples per chunk when measuring; decides the last bits; the small Inception takes 15 MB for each", "250", "250", "100"),
        new("true-labels", "regularizers on true labels: none, weight-decay, dropout, augmentation, no-batch-norm, or several joined by +; between commas, none first", "none,weight-decay,dropout,augmentation", "none,weight-decay,dropout,augmentation,no-batch-norm", "none,weight-decay,augmentation,augmentation+weight-decay,no-batch-norm,no-batch-norm+weight-decay"),
        new("random-labels", "the same on random labels", "none,weight-decay", "none,weight-decay,dropout,augmentation", "none,weight-decay,dropout,augmentation,no-batch-norm"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        string augmentedSchedule = Schedule(settings, training);
        IReadOnlyList<Regularizers> onTrue = Read("true-labels", laboratory, training, settings), onRandom = Read("random-labels", laboratory, training, settings);
        TrialPlan truth = TrialPlans.WithNoise(Corruptions.TrueSeries, laboratory, training, LabelNoiseKind.Uniform, 0) with { StopAccuracy = NeverEarly };
        TrialPlan random = TrialPlans.WithNoise(Corruptions.RandomSeries, laboratory, training, LabelNoiseKind.Uniform, 1);
        List<TrialPlan> trials = [];
        foreach (NetworkChoice network in NetworkChoice.Read(laboratory, settings, training.Optimizer.LearningRate))
        {
            NetworkPlan whole = network.Network;
            trials.AddRange(onTrue.Where(r => Applies(laboratory, whole, r)).Select(r => With(laboratory, truth, network, whole, r)));
            foreach (Regularizers r in onRandom.Where(r => Applies(laboratory, whole, r)))
            {
                TrialPlan trial = With(laboratory, random, network, whole, r);
                trials.Add(r.Augmentation ? trial with { Settings = trial.Settings with { Schedule = augmentedSchedule } } : trial);
            }
        }

        return new ExperimentPlan(trials);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(
        RegularizationClaims.Judge(record), [RegularizationTables.Grid(record)], RegularizationFigures.All(record),
        ZhangNumbers.Beside(record, t => t.EffectiveNoise > 0));

    private static TrialPlan With(LaboratoryPlan laboratory, TrialPlan trial, NetworkChoice choice, NetworkPlan whole, Regularizers regularizers)
    {
        string words = regularizers.ToString();
        return trial with
        {
            Series = choice.Prefix + trial.Series + (words == Regularizers.None ? "" : "-" + words.Replace('+', '-')),
            Network = whole with { Options = Options(whole.Options, regularizers) },
            Augmentation = regularizers.Augmentation ? laboratory.Augmentation : AugmentationKind.None,
            Settings = trial.Settings with
            {
                Optimizer = trial.Settings.Optimizer with
                {
                    LearningRate = choice.LearningRate,
                    WeightDecay = regularizers.WeightDecay ? trial.Settings.Optimizer.WeightDecay : 0,
                },
            },
        };
    }

    private static ModelOptions Options(ModelOptions options, Regularizers regularizers) => options with
    {
        Dropout = regularizers.Dropout ? options.Dropout : 0,
        Normalization = regularizers.NoBatchNorm ? "none" : options.Normalization,
    };

    /// <summary>Whether the network has what is switched, and not fixed by a file; one that does not exist is found to be wrong elsewhere.</summary>
    private static bool Applies(LaboratoryPlan laboratory, NetworkPlan network, Regularizers regularizers)
    {
        if (network.IsFixed) return !regularizers.Dropout && !regularizers.NoBatchNorm;
        try
        {
            Network<float> built = network.Build<float>(laboratory.Input, laboratory.Outputs);
            return (!regularizers.Dropout || built.Nodes.Any(n => n.Layer is Dropout<float>)) && (!regularizers.NoBatchNorm || built.Nodes.Any(n => n.Layer is BatchNormalization<float>));
        }
        catch (InputException)
        {
            return true;
        }
    }

    private static List<Regularizers> Read(string key, LaboratoryPlan laboratory, TrainingSettings training, ResolvedSettings settings)
    {
        List<Regularizers> grid = [];
        foreach (string part in settings.Text(key).Split(','))
        {
            if (Regularizers.Parse(part) is not { } regularizers)
                settings.Faults.Add(new Fault(key, $"{string.Join(", ", Regularizers.Words)}, or several joined by +, between commas", $"'{part}'", NearestName.Hint(part, Regularizers.Words)));
            else if (grid.Contains(regularizers))
                settings.Faults.Add(new Fault(key, "each once", $"'{part}' again", "Leave it out."));
            else
                grid.Add(regularizers);
        }

        if (grid.Count > 0 && grid[0] != new Regularizers())
            settings.Faults.Add(new Fault(key, "none first, to compare with", $"'{settings.Text(key)}'", $"Write for example {key}=none,weight-decay."));
        Demand("weight-decay", "above 0, its strength where it is on", r => r.WeightDecay, training.Optimizer.WeightDecay > 0);
        Demand("dropout", "a fraction above 0, for where it is on", r => r.Dropout, laboratory.Network.Options.Dropout > 0 || laboratory.Others.Options.Dropout > 0);
        Demand("augment", "crop or full, for where it is on", r => r.Augmentation, laboratory.Augmentation != AugmentationKind.None);
        return grid;

        void Demand(string setting, string expected, Func<Regularizers, bool> uses, bool given)
        {
            if (!given && grid.Any(uses)) settings.Faults.Add(new Fault(setting, expected, settings.Text(setting), $"Give one, or leave it out of {key}=."));
        }
    }

    private static string Schedule(ResolvedSettings settings, TrainingSettings training)
    {
        string schedule = settings.Text("augmented-schedule");
        settings.Collect(() => ScheduleFactory.Parse(schedule, 1, Math.Max(1, training.Steps), Math.Max(0, training.WarmUp)), asKey: "augmented-schedule");
        return schedule;
    }
}
