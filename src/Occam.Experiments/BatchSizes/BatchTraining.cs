using Occam.Data.Datasets;
using Occam.Experiments.Stability;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Training;

namespace Occam.Experiments.BatchSizes;

/// <summary>
/// One training of the grid; one that diverges is a result. It is observed at <see cref="Observed"/> steps only, because observing costs as much as many
/// small steps.
/// </summary>
/// <param name="laboratory">What all trainings share.</param>
/// <param name="workers">The threads.</param>
/// <param name="point">The training.</param>
/// <param name="settings">The settings of all trainings.</param>
/// <param name="train">The training set of a size.</param>
/// <param name="report">Is told the steps that are done; may throw to stop.</param>
internal sealed class BatchTraining(LaboratoryPlan laboratory, Workers workers, BatchPoint point, TrainingSettings settings, Func<int, Dataset> train, Action<long> report)
{
    public const string Steps = "steps", TestAccuracy = "test-accuracy", TestLoss = "test-loss", TrainAccuracy = "train-accuracy", TrainLoss = "train-loss";
    public const string NoiseScale = "noise-scale", NoiseScaleError = "noise-scale-error", Right = "right";
    private static readonly string[] Curves = [Steps, TestAccuracy, TestLoss, TrainAccuracy, TrainLoss, NoiseScale, NoiseScaleError];

    /// <summary>The names of the results. NaN stands where the training had diverged; "right" has 1 for every test example that was answered rightly at the end, and is all 0 then.</summary>
    public static IReadOnlyList<string> Results { get; } = [.. Curves, Right];

    /// <summary>The steps at which a training is observed: 10, 30, 100, 300, ... and the last one.</summary>
    public static long[] Observed(long steps)
    {
        List<long> observed = [];
        for (long decade = 10; decade < steps; decade *= 10) observed.AddRange(new[] { decade, 3 * decade }.Where(s => s < steps));
        return [.. observed, steps];
    }

    /// <summary>Trains and returns the results.</summary>
    public NamedArray[] Compute()
    {
        Network<float> network = laboratory.Network.Build<float>(laboratory.Input, laboratory.Outputs);
        using NetworkPasses<float> training = new(network, workers, point.Batch), measuring = new(network, workers, laboratory.Chunk);
        Dataset data = train(point.Examples), test = laboratory.Data.Test!;
        Trainer<float> trainer = Begin(training, data);
        int[] probe = laboratory.ProbeOf(data);
        Observer<float> observer = new(
            measuring, laboratory.Loss, probe.Length == data.Count ? data : Subset.Select(data, probe), new MeasurementPlan(new MeanLoss(), new GradientStatistics()));
        Responses responses = new(measuring, laboratory.Loss, test);
        long[] observed = Observed(settings.Steps);
        double[][] values = [.. Curves.Select(_ => Enumerable.Repeat(double.NaN, observed.Length).ToArray())];
        double[] right = new double[test.Count];
        for (int i = 0; i < observed.Length; i++)
        {
            double[]? row = Advance(trainer, observed[i]) ? Observe(trainer, observer, responses, test) : null;
            if (row is null) break;
            for (int c = 0; c < row.Length; c++) values[c + 1][i] = row[c];
            if (observed[i] == settings.Steps) right = [.. responses.Answers.Select((answer, n) => answer == test.Labels[n] ? 1.0 : 0.0)];
        }

        for (int i = 0; i < observed.Length; i++) values[0][i] = observed[i];
        return [.. Curves.Zip(values, (name, array) => new NamedArray(name, array)), new NamedArray(Right, right)];
    }

    private Trainer<float> Begin(NetworkPasses<float> passes, Dataset data)
    {
        Seed seed = laboratory.Seed.Derive("repetition").Derive(point.Repetition);
        TrainingSettings own = settings with { BatchSize = point.Batch, Optimizer = settings.Optimizer with { LearningRate = point.Rate, Momentum = point.Momentum } };
        return laboratory.Network.Start(passes, laboratory.Loss, data, own, seed);
    }

    /// <summary>Trains up to a step; false where the loss left the finite numbers before.</summary>
    private bool Advance(Trainer<float> trainer, long target)
    {
        try
        {
            while (trainer.StepsTaken < target)
            {
                trainer.TakeStep();
                report(trainer.StepsTaken);
            }

            return true;
        }
        catch (NumericalException)
        {
            return false;
        }
    }

    /// <summary>The values of all curves but the steps; null where the network has no finite loss any more.</summary>
    private static double[]? Observe(Trainer<float> trainer, Observer<float> observer, Responses responses, Dataset test)
    {
        Dictionary<string, Metric> metrics = observer.Observe(trainer.Theta, trainer.State).ToDictionary(m => m.Name);
        responses.Ask(trainer.Theta, trainer.State);
        double testLoss = responses.Losses.Average(), accuracy = responses.Answers.Where((answer, n) => answer == test.Labels[n]).Count() / (double)test.Count;
        double loss = metrics[MeanLoss.Loss].Value;
        if (!double.IsFinite(loss) || !double.IsFinite(testLoss)) return null;
        Metric noise = metrics["noise_scale"];
        return [accuracy, testLoss, metrics[MeanLoss.Accuracy].Value, loss, noise.Value, noise.Error ?? double.NaN];
    }
}
