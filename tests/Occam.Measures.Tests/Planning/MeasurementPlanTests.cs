using System.Collections.Immutable;
using Occam.Data.Datasets;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Planning;

/// <summary>The union of needs, and what one measure may see of what was gathered for another.</summary>
public sealed class MeasurementPlanTests
{
    [Fact]
    public void Dots_need_the_sum_that_they_are_taken_with() =>
        Assert.Contains(new Need.GradientSum(), new MeasurementPlan(new Reader("dots", [new Need.GradientDots()], _ => 0)).Needs);

    [Fact]
    public void Gradients_are_computed_only_when_asked_for()
    {
        Assert.False(new MeasurementPlan(new MeanLoss()).NeedsGradients);
        Assert.True(new MeasurementPlan(new MeanLoss(), new MCoherence()).NeedsGradients);
    }

    [Fact]
    public void The_same_measure_twice_is_a_fault()
    {
        InputException fault = Assert.Throws<InputException>(() => new MeasurementPlan(new MeanLoss(), new MCoherence(), new MeanLoss()));
        Assert.Equal("Measure 'loss': expected each measure once, got 2 times. Remove the repetition.", fault.Message);
    }

    [Fact]
    public void Measures_together_report_what_they_report_alone()
    {
        Metric[] alone = [.. Observe(new MeanLoss()), .. Observe(new MCoherence())];
        Assert.Equal(alone, Observe(new MeanLoss(), new MCoherence()));
    }

    [Fact]
    public void A_measure_sees_only_what_it_declared_even_when_another_needs_more()
    {
        Reader[] greedy =
        [
            new("losses", [], at => at.Losses[0]), new("right", [], at => at.Correct[0] ? 1 : 0), new("predicted", [], at => at.Predicted[0]),
            new("errors", [], at => at.OutputErrors[0]), new("correct", [], at => at.CorrectCount), new("norms", [], at => at.GradientNormsSquared(0)[0]),
            new("sum", [], at => at.GradientSumSquared(0)), new("dots", [new Need.GradientNorms()], at => at.GradientDots(0)[0]),
            new("gram", [], at => at.GradientGram[0]), new("groups", [], at => at.GradientGroupCount), new("group", [], at => at.GradientGroup(0).ExampleCount),
        ];
        foreach (Reader reader in greedy)
        {
            InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Observe(new MeanLoss(), new MCoherence(), reader));
            Assert.StartsWith($"Measure '{reader.Id}': expected ", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Memory_does_not_grow_with_examples_times_parameters()
    {
        const int few = 100, many = 1100;
        Network<float> network = Mixed.Network<float>();
        using Workers workers = new(2);
        using NetworkPasses<float> passes = new(network, workers, 50);
        Dataset small = Mixed.Data(few), large = Mixed.Data(many);
        float[] theta = Mixed.Theta<float>(), state = network.InitialState();
        Allocated(passes, small, theta, state);
        (long made, long observed) = Allocated(passes, small, theta, state);
        (long largerMade, long largerObserved) = Allocated(passes, large, theta, state);

        // Norms and dots of each layer, the loss, the output error, the prediction and its rightness, and the three rows of an evaluation, in double; the rest does not depend on the examples.
        const int layers = 4, own = (((2 * layers) + 2) * sizeof(double)) + sizeof(int) + sizeof(bool), evaluated = (layers + 3) * sizeof(double);
        Assert.InRange(largerMade - made, 0, (many - few) * own);
        Assert.InRange(largerObserved - observed, 0, (many - few) * evaluated);
        Assert.True(network.ParameterCount * sizeof(float) > 20 * (own + evaluated), "The network is too small to tell.");
    }

    private static (long Made, long Observed) Allocated(NetworkPasses<float> passes, Dataset data, float[] theta, float[] state)
    {
        long start = GC.GetAllocatedBytesForCurrentThread();
        Observer<float> observer = new(passes, new SoftmaxCrossEntropy<float>(), data, new MeasurementPlan(new MeanLoss(), new MCoherence()));
        long made = GC.GetAllocatedBytesForCurrentThread();
        observer.Observe(theta, state);
        return (made - start, GC.GetAllocatedBytesForCurrentThread() - made);
    }

    private static Metric[] Observe(params ImmutableArray<IMeasure> measures)
    {
        Network<double> network = Mixed.Network<double>();
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, 4);
        return [.. new Observer<double>(passes, new SoftmaxCrossEntropy<double>(), Mixed.Data(9), new MeasurementPlan(measures)).Observe(Mixed.Theta<double>(), network.InitialState())];
    }

    private sealed class Reader(string id, ImmutableArray<Need> needs, Func<IObservation, double> read) : IMeasure
    {
        public string Id => id;

        public ImmutableArray<MetricInfo> Metrics => [];

        public ImmutableArray<Need> Needs => needs;

        public IReadOnlyList<Metric> Evaluate(IObservation at) => [new Metric(id, read(at))];
    }
}
