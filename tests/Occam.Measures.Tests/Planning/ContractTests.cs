using System.Text.RegularExpressions;
using Occam.Data.Datasets;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Training;
using Occam.Training.Optimizers;

namespace Occam.Measures.Tests.Planning;

/// <summary>What every measure promises: it reads what it declares, reports what it describes, and changes nothing.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> Measures => [.. MeasureSamples.All(4).Select(m => m.Id)];

    [Fact]
    public void Every_known_measure_is_found() =>
        Assert.Superset(new HashSet<string> { new MCoherence().Id, new MeanLoss().Id }, MeasureSamples.All(4).Select(m => m.Id).ToHashSet());

    [Theory]
    [MemberData(nameof(Measures))]
    public void Reads_exactly_what_it_declares(string id)
    {
        IMeasure measure = MeasureSamples.All(4).Single(m => m.Id == id);
        AccountedObservation observation = new();
        measure.Evaluate(observation);
        Assert.Equal(measure.Needs.Order(AccountedObservation.ByName), observation.Read.Order(AccountedObservation.ByName));
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public void Reports_exactly_what_it_describes(string id)
    {
        IMeasure measure = MeasureSamples.All(4).Single(m => m.Id == id);
        Regex[] described = [.. measure.Metrics.Select(m => new Regex($"^{Regex.Escape(m.Name).Replace("LAYER", ".+", StringComparison.Ordinal)}$"))];
        IReadOnlyList<Metric> metrics = measure.Evaluate(new AccountedObservation());
        Assert.All(metrics, metric => Assert.Contains(described, d => d.IsMatch(metric.Name)));
        Assert.All(described, d => Assert.Contains(metrics, metric => d.IsMatch(metric.Name)));
        Assert.All(measure.Metrics, m => Assert.True(m.Unit.Length > 0 && m.Formula.Length > 0 && m.Reference.Length > 0, m.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Watching_every_step_changes_no_bit_of_the_training(bool sharedMemory)
    {
        (float[] theta, float[] state, float[] optimizer) = Train(watch: false, sharedMemory: false);
        (float[] watchedTheta, float[] watchedState, float[] watchedOptimizer) = Train(watch: true, sharedMemory);
        Assert.Equal(theta, watchedTheta);
        Assert.Equal(state, watchedState);
        Assert.Equal(optimizer, watchedOptimizer);
    }

    [Fact]
    public void Statistics_are_used_as_they_stand_and_stay_as_they_are()
    {
        Network<double> network = Mixed.Network<double>();
        double[] state = network.InitialState();
        for (int i = 0; i < state.Length; i++) state[i] += 0.25 * (i + 1);
        double[] before = [.. state];
        Metric[] moved = Observe(network, state), initial = Observe(network, network.InitialState());
        Assert.NotEmpty(before);
        Assert.Equal(before, state);
        Assert.Equal(moved, Observe(network, state));
        Assert.NotEqual(initial, moved);
    }

    [Fact]
    public void An_observer_remembers_nothing_from_one_point_to_the_next()
    {
        Network<double> network = Mixed.Network<double>();
        using Workers workers = new(2);
        using NetworkPasses<double> passes = new(network, workers, 4);
        Observer<double> NewObserver() => new(passes, new SoftmaxCrossEntropy<double>(), Mixed.Data(9), new MeasurementPlan([.. MeasureSamples.All(9)]));
        double[] near = Mixed.Theta<double>(), far = [.. near.Select(p => 2 * p)];
        Observer<double> observer = NewObserver();
        IReadOnlyList<Metric> first = observer.Observe(near, network.InitialState()), second = observer.Observe(far, network.InitialState());
        Assert.NotEqual(first, second);
        Assert.Equal(NewObserver().Observe(far, network.InitialState()), second);
        Assert.Equal(first, observer.Observe(near, network.InitialState()));
    }

    private static Metric[] Observe(Network<double> network, double[] state) =>
        Watching.Observe(network, Mixed.Theta<double>(), new SoftmaxCrossEntropy<double>(), Mixed.Data(9), new MCoherence(), state, chunk: 4);

    private static (float[] Theta, float[] State, float[] Optimizer) Train(bool watch, bool sharedMemory)
    {
        using Workers workers = new(2);
        Network<float> network = Mixed.Network<float>();
        using NetworkPasses<float> training = new(network, workers, 8), own = new(network, workers, 5);
        Dataset data = Mixed.Data(24);
        SoftmaxCrossEntropy<float> loss = new();
        TrainingSettings settings = new(new OptimizerSettings("adam", 0.01, 0, 0.001), 8, 7);
        Trainer<float> trainer = new(training, loss, data, settings, new Seed(4), Mixed.Theta<float>());
        Observer<float> observer = new(sharedMemory ? training : own, loss, data, new MeasurementPlan([.. MeasureSamples.All(24)]));
        for (int step = 0; step < settings.Steps; step++)
        {
            if (watch) observer.Observe(trainer.Theta, trainer.State);
            trainer.TakeStep();
        }

        return (trainer.Theta, trainer.State, trainer.OptimizerState);
    }
}
