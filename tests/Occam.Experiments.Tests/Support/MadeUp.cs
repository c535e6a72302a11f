using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Networks.Losses;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;
using Occam.Training.Optimizers;

namespace Occam.Experiments.Tests.Support;

/// <summary>Made-up records to judge.</summary>
internal static class MadeUp
{
    /// <summary>The record of these trainings; without test examples when <paramref name="test"/> is 0.</summary>
    public static RunRecord Of(int test, int classes, params Observation[][] trainings) =>
        Of(test, classes, [], name => throw new KeyNotFoundException(name), trainings);

    /// <summary>The same with arrays, and other labels than the true ones (0) for the last training.</summary>
    public static RunRecord Of(int test, int classes, int[] lastLabels, Func<string, double[]> array, params Observation[][] trainings)
    {
        DatasetPair data = new(Set(100, classes), test == 0 ? null : Set(test, classes), new DatasetInfo("made up", "none", "memory", "this test"));
        LaboratoryPlan laboratory = new(
            data, new StandardizationConstants(Standardization.None, [], []), new NetworkPlan("linear", new ModelOptions(), "he"), new SoftmaxCrossEntropy<float>(), new Seed(1), FitAccuracy: 0.99, StopAccuracy: 1, Probe: 100, Chunk: 10);
        TrainingSettings settings = new(new OptimizerSettings("sgd", 0.1, 0, 0), 10, 1000);
        TrialPlan[] trials = [.. trainings.Select((t, i) => new TrialPlan(t[0].Series, data.Train, data.Test, settings, i / 10.0))];
        if (lastLabels.Length > 0) trials[^1] = trials[^1] with { Train = data.Train.WithLabels(lastLabels) };
        return new RunRecord(laboratory, trials, trainings.SelectMany(t => t), array);
    }

    /// <summary>The record with its trainings changed, and with these arrays.</summary>
    public static RunRecord Changed(
        this RunRecord record, IEnumerable<Observation> observations, Func<TrialPlan, TrialPlan> change, IReadOnlyDictionary<string, double[]>? arrays = null, string? model = null) => new(
        model is null ? record.Laboratory : record.Laboratory with { Network = record.Laboratory.Network with { Model = model } }, [.. record.Trials.Select(change)], observations,
        name => arrays is not null && arrays.TryGetValue(name, out double[]? values) ? values : throw new KeyNotFoundException(name));

    /// <summary>A training whose accuracies at these steps are known, with one test accuracy throughout.</summary>
    public static Observation[] Observed(string series, double test, params (long Step, double Accuracy)[] points) =>
        [.. points.Select(p => new Observation(series, p.Step, new Dictionary<string, double> { [MetricNames.TrainAccuracy] = p.Accuracy, [MetricNames.TestAccuracy] = test }))];

    /// <summary>The same observations with an m-coherence, or another metric, and its error at each.</summary>
    public static Observation[] With(this Observation[] training, Func<int, double> coherence, double relativeError, string metric = MetricNames.MCoherence) =>
    [
        .. training.Select((o, i) => o with
        {
            Values = new Dictionary<string, double>(o.Values)
            {
                [metric] = coherence(i),
                [$"{metric}_error"] = relativeError * coherence(i),
            },
        }),
    ];

    public static void Judged(Claim claim, Verdict verdict, double? measured, double? low, double? high)
    {
        Assert.Equal(verdict, claim.Verdict);
        Near(measured, claim.Measured);
        Near(low, claim.Low);
        Near(high, claim.High);
    }

    private static void Near(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } value) Assert.Equal(value, actual!.Value, 1e-12);
    }

    private static Dataset Set(int count, int classes) => new("made up", new float[count], ImageShape.Vector(1), new int[count], classes);
}
