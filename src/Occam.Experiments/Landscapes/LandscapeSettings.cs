using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Numerics.Errors;
using Occam.Training;

namespace Occam.Experiments.Landscapes;

/// <summary>The experiment's own settings, read.</summary>
internal sealed record LandscapeSettings(
    TrainingSettings Training, int LargeBatch, int Repetitions, int Lines, int Points, int Grid,
    string ResidualModel, int ResidualTrain, TrainingSettings ResidualTraining, int ResidualRepetitions, int ResidualLines, int ResidualPoints, int ResidualGrid)
{
    /// <summary>The keys beside the common ones, and other defaults.</summary>
    public static IReadOnlyList<SettingInfo> Keys { get; } = CommonSettings.With(
        new("model", "mlp:WIDTH or mlp:WIDTHxLAYERS: the network that is trained with small and large batches", "mlp:16", "mlp:64", "mlp:512"),
        new("train", "training examples, balanced over classes, or all", "200", "1000", "all"),
        new("learning-rate", "before the schedule, of all trainings", "0.02"),
        new("weight-decay", "of the trainings with weight decay", "0.01", "0.005", "0.0005"),
        new("batch-size", "examples in a small batch", "10", "16", "128"),
        new("large-batch", "examples in a large batch; as many epochs, so fewer steps", "100", "500", "2000"),
        new("steps", "steps of the trainings with small batches", "100", "3000", "30000"),
        new("warm-up", "steps of linear rise of the learning rate", "0"),
        new("stop", "has no effect here: all trainings take as many epochs", "1"),
        new("repetitions", "repetitions of the four dense trainings, each with weights and an order of its own", "2", "6", "6"),
        new("lines", "random directions through each dense solution", "2", "5", "10"),
        new("points", "positions along a line, odd", "11", "51", "51"),
        new("grid", "positions along each side of a plane, odd", "5", "21", "51"),
        new("residual-model", "resnet:DEPTH: trained with and without its shortcuts", "resnet:8", "resnet:14", "resnet:56"),
        new("residual-train", "training examples of the residual networks, balanced over classes; their landscapes are those of the same examples", "20", "50", "5000"),
        new("residual-batch", "their batch size", "10", "10", "128"),
        new("residual-steps", "their steps", "10", "150", "12000"),
        new("residual-repetitions", "repetitions of the two residual trainings", "2", "4", "4"),
        new("residual-lines", "random directions through each of their solutions", "1", "2", "5"),
        new("residual-points", "positions along those lines, odd", "5", "21", "51"),
        new("residual-grid", "positions along each side of their planes, odd", "3", "9", "51"));

    public static LandscapeSettings Read(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        LandscapeSettings read = new(
            training, settings.Integer("large-batch", 1, int.MaxValue), settings.Integer("repetitions", 2, 100), settings.Integer("lines", 1, 1000),
            Odd(settings, "points"), Odd(settings, "grid"),
            settings.Text("residual-model"), settings.Integer("residual-train", laboratory.Data.ClassCount, int.MaxValue),
            training with { BatchSize = settings.Integer("residual-batch", 2, int.MaxValue), Steps = settings.Integer("residual-steps", 1, int.MaxValue), Optimizer = training.Optimizer with { WeightDecay = 0 } },
            settings.Integer("residual-repetitions", 2, 100), settings.Integer("residual-lines", 1, 1000), Odd(settings, "residual-points"), Odd(settings, "residual-grid"));
        read.Check(laboratory, settings);
        return read;
    }

    /// <summary>The same number of epochs in larger batches.</summary>
    public TrainingSettings LargeTraining =>
        Training with { BatchSize = LargeBatch, Steps = Math.Max(1, Training.Steps * Training.BatchSize / LargeBatch) };

    private static int Odd(ResolvedSettings settings, string key)
    {
        int value = settings.Integer(key, 3, 1001);
        if (value % 2 == 0) settings.Faults.Add(new Fault(key, "an odd number, so that the solution itself is a point", $"{value}", $"Write {key}={value + 1}."));
        return value;
    }

    private void Check(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        int count = laboratory.Data.Train.Count, classes = laboratory.Data.ClassCount;
        if (!laboratory.Network.Model.StartsWith("mlp:", StringComparison.Ordinal) || laboratory.Network.Options.Activation is not ("relu" or "leaky-relu"))
        {
            settings.Faults.Add(new Fault(
                "model", "mlp:WIDTH or mlp:WIDTHxLAYERS with activation=relu or leaky-relu, whose layers can be rescaled without changing the function",
                $"'{laboratory.Network.Title}' with {laboratory.Network.Options.Activation}", "Write for example model=mlp:64; residual-model is the convolutional network."));
        }

        if (laboratory.Network.Options.Parametrization != Parametrization.Standard)
            settings.Faults.Add(new Fault("initializer", "he, glorot or lecun", "'ntk'", "Weights that are scaled in the network have no comparable norms."));
        if (laboratory.Data.Test is not { } test) settings.Faults.Add(new Fault("data", "a test set, for the test error", "none", "Choose data with a test set."));
        else if (test.ClassHistogram().Min() == 0) settings.Faults.Add(new Fault("test", "test examples of every class", "a class without any", "Use more test examples."));
        if (!ResidualModel.StartsWith("resnet:", StringComparison.Ordinal))
            settings.Faults.Add(new Fault("residual-model", "resnet:DEPTH, which has shortcuts", $"'{ResidualModel}'", "Write for example residual-model=resnet:14."));
        if (LargeBatch > count || LargeBatch <= Training.BatchSize)
            settings.Faults.Add(new Fault("large-batch", $"more than batch-size, {Training.BatchSize}, and at most the {count} training examples", $"{LargeBatch}", "Choose a number between."));
        if (ResidualTrain > count || ResidualTrain / classes > laboratory.Data.Train.ClassHistogram().Min())
            settings.Faults.Add(new Fault("residual-train", $"at most the {count} training examples, as many of every class", $"{ResidualTrain}", "Choose fewer."));
        if (ResidualTraining.BatchSize > ResidualTrain)
            settings.Faults.Add(new Fault("residual-batch", $"at most residual-train, {ResidualTrain}", $"{ResidualTraining.BatchSize}", "Choose a smaller batch."));
        if (!(Training.Optimizer.WeightDecay > 0))
            settings.Faults.Add(new Fault("weight-decay", "a positive number: trainings with it are compared to trainings without", $"{Training.Optimizer.WeightDecay}", "0.005 suits the embedded images."));
    }
}
