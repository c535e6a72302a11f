using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Experiments.Settings;
using Occam.Numerics.Errors;
using Occam.Training;
using Occam.Training.Optimizers;
using Occam.Training.Rules;
using Occam.Training.Schedules;

namespace Occam.Experiments.Trials;

/// <summary>Trainings out of settings.</summary>
internal static class TrialPlans
{
    /// <summary>The training settings, with their faults noted.</summary>
    public static TrainingSettings Training(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = Training(settings);
        if (training.BatchSize > laboratory.Data.Train.Count)
            settings.Faults.Add(new Fault("batch-size", $"at most the {laboratory.Data.Train.Count} training examples", $"{training.BatchSize}", "Choose a smaller batch, or more examples."));
        return training;
    }

    /// <summary>The training settings as far as they can be judged without the data.</summary>
    public static TrainingSettings Training(ResolvedSettings settings)
    {
        OptimizerSettings optimizer = new(
            settings.Text("optimizer"), settings.Number("learning-rate", double.MinValue, double.MaxValue),
            settings.Number("momentum", double.MinValue, double.MaxValue), settings.Number("weight-decay", double.MinValue, double.MaxValue));
        TrainingSettings training = new(
            optimizer, settings.Integer("batch-size", int.MinValue, int.MaxValue - 1), settings.Integer("steps", int.MinValue, int.MaxValue - 1),
            settings.Text("schedule"), settings.Integer("warm-up", int.MinValue, int.MaxValue - 1))
        { Rule = settings.Collect(() => DescentRule.Parse(settings.Text("rule"))) ?? DescentRule.Mean };
        training.Check(settings.Faults);
        settings.Collect(() => ScheduleFactory.Parse(training.Schedule, 1, Math.Max(1, training.Steps), training.WarmUp));
        return training;
    }

    /// <summary>A training on the set with labels corrupted at this probability; test labels stay true.</summary>
    public static TrialPlan WithNoise(string series, LaboratoryPlan laboratory, TrainingSettings training, LabelNoiseKind kind, double probability)
    {
        NoisyLabels noisy = LabelNoise.Apply(laboratory.Data.Train, kind, probability, laboratory.Seed);
        Dataset train = probability == 0 ? laboratory.Data.Train : noisy.Data;
        return new TrialPlan(series, train, laboratory.Data.Test, training, noisy.EffectiveRate) { Noise = kind };
    }
}
