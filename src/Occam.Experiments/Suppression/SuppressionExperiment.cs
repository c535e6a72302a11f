using System.Globalization;
using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;
using Occam.Training.Rules;

namespace Occam.Experiments.Suppression;

/// <summary>Rules of descent that suppress what few examples ask for, against plain descent, with wrong labels among the training labels.</summary>
public sealed class SuppressionExperiment : ILaboratoryExperiment
{
    private const double NeverEarly = 2;

    /// <inheritdoc/>
    public string Id => "suppression";

    /// <inheritdoc/>
    public About About => new(
        "If weak directions of the gradient are suppressed, is memorizing suppressed with them?",
        "If coherent gradients explain generalization, then wrong labels are learnt from directions that few examples ask for. Winsorized descent clips each coordinate of the examples' "
        + "gradients at its percentiles; M3 takes the median of three groups of a batch, RM3 that of three successive batches. RA3, the average in place of the median, is the control. "
        + "SAM, which looks for flat minima, is set beside them. All train the same network for the same steps without momentum; what each makes of the changed labels is its memorization.",
        [
            "Chatterjee 2020, Coherent Gradients: An Approach to Understanding Generalization in Gradient Descent-based Optimization, arXiv 2002.10657",
            "Zielinski, Krishnan, Chatterjee 2020, Weak and Strong Gradient Directions, arXiv 2003.07422",
            "Foret, Kleiner, Mobahi, Neyshabur 2021, Sharpness-Aware Minimization, arXiv 2010.01412",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => SuppressionClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("model", "linear, mlp:512, mlp:512x3, lenet, vgg-small, resnet:20, ..., or an ONNX file or checkpoint", "mlp:16", "mlp:128", "mlp:256x3"),
        new("train", "training examples, balanced over classes, or all", "200", "3000", "all"),
        new("optimizer", "sgd: the rules are compared without momentum", "sgd"),
        new("learning-rate", "before the schedule", "0.1"),
        new("batch-size", "examples in a batch; what remains at the end of an epoch must give three groups", "50", "100", "100"),
        new("steps", "steps of every training; none ends early", "100", "2500", "60000"),
        new("warm-up", "steps of linear rise of the learning rate; slow enough to watch the start", "0"),
        new("probe", "training examples that are measured, drawn once, or all; fewer make large networks quicker to watch", "all", "1000", "5000"),
        new("rules", "rules to compare, between commas; mean is plain descent", "mean,winsorized:2,winsorized:8,m3,rm3,ra3,sam:0.05", "mean,winsorized:1,winsorized:2,winsorized:4,winsorized:8,m3,rm3,ra3,sam:0.05", "mean,winsorized:1,winsorized:2,winsorized:4,winsorized:8,m3,rm3,ra3,sam:0.05,asam:0.5"),
        new("corruption", "fractions of the labels that are selected, between commas, ascending from 0", "0,0.5", "0,0.5", "0,0.25,0.5,0.75,1"),
        new("noise", "permute (among the selected) or uniform (a random class)", "permute"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        if (training.Rule != DescentRule.Mean) settings.Faults.Add(new Fault("rule", "mean, because this experiment compares the rules of rules=", $"{training.Rule}", $"Write rules=mean,{training.Rule}."));
        LabelNoiseKind kind = settings.Choice("noise", "permute", "uniform") == "uniform" ? LabelNoiseKind.Uniform : LabelNoiseKind.Permute;
        double[] levels = settings.Numbers("corruption", 0, 1);
        if (levels.Length == 0 || levels[0] != 0 || !levels.SequenceEqual(levels.Order()) || levels.Select(p => SuppressionNames.Series("", p)).Distinct().Count() < levels.Length)
            settings.Faults.Add(new Fault("corruption", "different fractions in ascending order from 0", $"'{settings.Text("corruption")}'", "Write for example corruption=0,0.5."));
        DescentRule[] rules = Rules(settings);
        foreach (DescentRule rule in rules) rule.Check(training.Optimizer, settings.Faults);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        return new ExperimentPlan([.. levels.SelectMany(p => rules.Select(rule => Trial(laboratory, training with { Rule = rule }, kind, p)))]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(SuppressionClaims.Judge(record), [SuppressionTables.Summary(record)], SuppressionFigures.All(record), []);

    private static TrialPlan Trial(LaboratoryPlan laboratory, TrainingSettings training, LabelNoiseKind kind, double corruption)
    {
        TrialPlan trial = TrialPlans.WithNoise(SuppressionNames.Series(training.Rule.ToString(), corruption), laboratory, training, kind, corruption);
        Dataset clean = laboratory.Data.Train, train = trial.Train;
        return trial with
        {
            StopAccuracy = NeverEarly,
            Watches =
            [
                GroupWatch.Of(SuppressionNames.Pristine, i => train.Labels[i] == clean.Labels[i]),
                GroupWatch.Of(SuppressionNames.Corrupt, i => train.Labels[i] != clean.Labels[i]),
            ],
        };
    }

    private static DescentRule[] Rules(ResolvedSettings settings)
    {
        List<DescentRule> rules = [];
        foreach (string text in settings.Text("rules").Split(','))
            settings.Collect(() => rules.Add(DescentRule.Parse(text)), asKey: "rules");
        foreach (IGrouping<string, DescentRule> same in rules.GroupBy(r => r.ToString()).Where(g => g.Count() > 1))
            settings.Faults.Add(new Fault("rules", "different rules", string.Create(CultureInfo.InvariantCulture, $"{same.Key} {same.Count()} times"), "Name each once."));
        return [.. rules];
    }
}
