using Occam.Data.Datasets;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.BatchSizes;

/// <summary>Which batch size generalizes best, and how it moves with learning rate, training examples and momentum.</summary>
public sealed class BatchSizeExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "batch-size";

    /// <inheritdoc/>
    public About About => new(
        "Which batch size generalizes best, and what moves it?",
        "Small batches put noise into descent. Seen as a stochastic differential equation, its strength is g = ε(N/B − 1)/(1 − m) with learning rate ε, N training examples, "
        + "batch size B and momentum m. If there is a best strength, there is a best batch size, and it grows in proportion to ε, N and 1/(1 − m). "
        + "One network is trained for a fixed number of steps at a constant learning rate over a grid of these, and its test accuracy is compared.\n\n"
        + "Beside it stands the measured gradient noise scale, the batch size at which the noise of a batch's gradient equals the gradient.",
        [
            "Smith, Le 2018, A Bayesian Perspective on Generalization and Stochastic Gradient Descent, arXiv 1710.06451",
            "McCandlish, Kaplan, Amodei 2018, An Empirical Model of Large-Batch Training, arXiv 1812.06162",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => BatchSizeClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } = CommonSettings.With(
        new("model", "linear, mlp:512, mlp:512x3, lenet, vgg-small, resnet:20, ..., or an ONNX file or checkpoint", "mlp:32", "mlp:800", "mlp:800"),
        new("train", "training examples that the training sets are drawn from, or all", "500", "all", "all"),
        new("examples", "N, training examples, balanced over classes", "100", "1000", "1000"),
        new("standardize", "per-channel, per-image or none", "none"),
        new("learning-rate", "ε where something else is varied; constant", "0.3", "0.3", "1"),
        new("rates", "the learning rates between commas; learning-rate is added", "0.3", "0.03,0.1,0.3", "0.03,0.1,0.3,1,3"),
        new("batches", "the batch sizes between commas, ascending", "2,10,50,100", "5,12,30,80,200,500", "1,2,5,10,20,30,50,100,200,500,1000"),
        new("sizes", "other N between commas; examples is added", "100", "300,1000", "1000,2000,5000,10000"),
        new("momenta", "other momenta between commas; momentum is added", "0.9", "0.7,0.9", "0,0.5,0.8,0.9,0.95"),
        new("steps", "steps of every training", "100", "1500", "10000"),
        new("warm-up", "steps of linear rise of the learning rate", "0"),
        new("repetitions", "trainings of each kind, with weights and order of their own", "1", "2", "5"),
        new("probe", "training examples on which the gradient noise scale is measured, drawn once, or all", "100", "500", "1000"),
        new("your-batch", "the batch size of a training of your own, to be set beside the noise scale", "128"),
        new("batch-size", "has no effect here: batches= says them", "1"),
        new("stop", "has no effect here: all trainings take the same steps", "1"));

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrainingSettings training = TrialPlans.Training(laboratory, settings);
        int largest = laboratory.Data.Train.Count, classes = laboratory.Data.ClassCount;
        int examples = settings.Integer("examples", classes, largest), repetitions = settings.Integer("repetitions", 1, 100), advised = settings.Integer("your-batch", 1, int.MaxValue - 1);
        double[] batches = Whole(settings, "batches", 1, largest), sizes = With(Whole(settings, "sizes", classes, largest), examples);
        double[] rates = With(settings.Numbers("rates", 1e-9, 1e9), training.Optimizer.LearningRate);
        double[] momenta = With(settings.Numbers("momenta", 0, 0.999999), training.Optimizer.Momentum);
        Check(laboratory, training, batches, momenta, settings);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);

        BatchPoint point = new(training.Optimizer.LearningRate, training.Optimizer.Momentum, examples, 0, 1);
        int[] feasible = [.. batches.Select(b => (int)b).Where(b => b <= examples)];
        BatchGrid grid = new(point with { Batch = feasible[feasible.Length / 2] }, batches, rates, sizes, momenta, repetitions, advised);
        Dataset Train(int count) => Subset.Balanced(laboratory.Data.Train, count / classes, laboratory.Seed.Derive("examples"));
        settings.Collect(() => Train((int)sizes[^1]));
        return new ExperimentPlan([], [grid.Computation(), .. grid.Points.GroupBy(p => p.Together).Select(same => BatchRepetitions.Computation([.. same], training, Train))]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(BatchSizeClaims.Judge(record), BatchSizeTables.All(record), BatchSizeFigures.All(record), []);

    private static void Check(LaboratoryPlan laboratory, TrainingSettings training, double[] batches, double[] momenta, ResolvedSettings settings)
    {
        if (laboratory.Data.Test is null) settings.Faults.Add(new Fault("data", "a test set, on which batch sizes are compared", "none", "Choose data with a test set."));
        if (batches.Length < 3 || !batches.SequenceEqual(batches.Distinct().Order()))
            settings.Faults.Add(new Fault("batches", "three or more different batch sizes in ascending order", $"'{settings.Text("batches")}'", "Write for example batches=10,30,100."));
        int examples = settings.Integer("examples", 1, int.MaxValue);
        if (batches.Length > 0 && batches[0] > examples)
            settings.Faults.Add(new Fault("batches", $"at least one of at most the {examples} training examples", $"'{settings.Text("batches")}'", "Choose smaller batches."));
        if (momenta.Length > 1 && training.Optimizer.Name is not ("momentum" or "nesterov"))
            settings.Faults.Add(new Fault("momenta", "one momentum, because the optimizer has none", $"'{settings.Text("momenta")}'", "Write optimizer=momentum, or as many momenta as momentum=."));
        settings.Collect(() =>
        {
            TrialPlan trial = new("any", laboratory.Data.Train, null, training, 0);
            PassLimits.Check(laboratory.Build(trial), (int)batches.DefaultIfEmpty(1).Max(), "batches", settings.Faults);
        });
    }

    private static double[] Whole(ResolvedSettings settings, string key, int low, int high)
    {
        double[] numbers = settings.Numbers(key, low, high);
        if (numbers.Any(n => n != Math.Floor(n)))
            settings.Faults.Add(new Fault(key, "whole numbers between commas", $"'{settings.Text(key)}'", "Leave out the fractions."));
        return numbers;
    }

    private static double[] With(double[] values, double one) => [.. values.Append(one).Distinct().Order()];
}
