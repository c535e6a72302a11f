using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Experiments.CoherenceThroughTraining;
using Occam.Experiments.Judging;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Networks.Losses;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;
using Occam.Training.Optimizers;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every claim about coherence through training held, contradicted and undecided, on records made for it.</summary>
public sealed class CoherenceClaimsTests
{
    private static readonly long[] Steps = [0, 10, 25, 50, 100, 200, 400];
    private static readonly double[] Accuracies = [0.1, 0.1, 0.2, 0.4, 0.6, 0.8, 1];

    [Theory]
    [InlineData(100, 5, 0.01, Verdict.Held)]
    [InlineData(100, 50, 0.01, Verdict.Contradicted)]
    [InlineData(100, 9.5, 0.1, Verdict.Undecided)]
    public void Collapse(double start, double valley, double error, Verdict verdict)
    {
        Observation[] other = Training("random", [100, 1, 2, 3, 3, 2, 1], error);
        Claim claim = Claim("transient-collapse", Training("true", [start, start, valley, 60, 40, 20, 10], error), other);
        double half = Math.Exp(Z(7) * 2 * error);
        Judged(claim, verdict, start / valley, start / valley / half, start / valley * half);
    }

    [Fact]
    public void Collapse_needs_the_start()
    {
        Observation[] late = Training("true", [1, 1, 1, 1, 1, 1, 1], 0.1)[3..];
        Judged(Claim("transient-collapse", late), Verdict.Undecided, null, null, null);
    }

    [Theory]
    [InlineData("true-rises-and-decays", "true")]
    [InlineData("random-rises-and-decays", "random")]
    public void Rise_and_decay(string id, string series)
    {
        double[] parabola = [100, 9, 3, 6, 12, 9, 2];
        double half = Math.Exp(Z(7) * 2 * 0.01);
        Judged(Claim(id, Training(series, parabola, 0.01)), Verdict.Held, 4, 4 / half, 4 * half);

        // It falls on and on: the largest value after the transient is below the smallest one in it.
        Claim falling = Claim(id, Training(series, [100, 9, 8, 4, 3, 2, 1], 0.01));
        Judged(falling, Verdict.Contradicted, 0.5, 0.5 / half, 0.5 * half);

        // It is still rising at the end: a decay of exactly 1 shows nothing.
        Claim rising = Claim(id, Training(series, [100, 9, 3, 4, 5, 6, 7], 0.01));
        Judged(rising, Verdict.Undecided, 1, 1, 1);
        Assert.Equal("The largest value is the last one: the training ended before any decay.", rising.Note);
        Assert.Equal($"There is no training '{series}'.", Claim(id, Training("corrupted-50", parabola, 0.01)).Note);
        Assert.Equal("It needs observations before and after step 25.", Claim(id, Training(series, parabola, 0.01)[..3]).Note);
    }

    [Fact]
    public void A_rise_within_its_errors_is_no_rise()
    {
        double half = Math.Exp(Z(7) * 2 * 0.2);
        Judged(Claim("true-rises-and-decays", Training("true", [100, 9, 3, 4, 4, 4, 2], 0.2)), Verdict.Undecided, 4.0 / 3, 4.0 / 3 / half, 4.0 / 3 * half);
    }

    [Theory]
    [InlineData(8, 4, 2, 0.01, Verdict.Held, 2)]
    [InlineData(8, 2, 4, 0.01, Verdict.Contradicted, 0.5)]
    [InlineData(8, 4, 3.9, 0.1, Verdict.Undecided, 4 / 3.9)]
    public void Order_of_corruptions(double truth, double half, double random, double error, Verdict verdict, double smallest)
    {
        Claim claim = Claim(
            "falls-with-corruption", Training("true", Flat(truth), error), Training("corrupted-50", Flat(half), error), Training("random", Flat(random), error));
        double width = Math.Exp(Intervals.Z * error * Math.Sqrt(2));
        Judged(claim, verdict, smallest, smallest / width, smallest * width);
    }

    [Fact]
    public void Order_is_not_judged_where_a_level_is_missing()
    {
        Claim claim = Claim("falls-with-corruption", Training("true", Flat(8), 0.01), Training("random", Flat(2), 0.01)[..5]);
        Assert.Equal(Verdict.Undecided, claim.Verdict);
        Assert.Equal("'true' and 'random': Not crossed by both trainings after the first 25 steps: 70 %, 90 %.", claim.Note);
        Assert.Equal("There is only one corruption.", Claim("falls-with-corruption", Training("true", Flat(8), 0.01)).Note);
    }

    [Theory]
    [InlineData(40, 4, 0.01, Verdict.Held)]
    [InlineData(4, 4, 0.01, Verdict.Contradicted)]
    [InlineData(8.1, 4, 0.1, Verdict.Undecided)]
    public void Peaks(double truth, double random, double error, Verdict verdict)
    {
        double half = Math.Exp(Z(7) * 2 * error);
        Claim claim = Claim("true-peak-above-random", Training("true", [900, 1, 1, 1, truth, 1, 1], error), Training("random", [900, 1, 1, 1, 1, random, 1], error));
        Judged(claim, verdict, truth / random, truth / random / half, truth / random * half);
        Assert.Equal("It needs a training on true labels and one on random labels.", Claim("true-peak-above-random", Training("true", Flat(1), error)).Note);
    }

    [Theory]
    [InlineData(8, 2, 0.01, Verdict.Held)]
    [InlineData(2, 8, 0.01, Verdict.Contradicted)]
    [InlineData(2.1, 2, 0.1, Verdict.Undecided)]
    public void Layers(double convolution, double dense, double error, Verdict verdict)
    {
        RunRecord record = Convolutional(convolution, dense, error);
        double half = Math.Exp(Intervals.Z * 2 * error);
        Claim claim = CoherenceClaims.Judge(record).Single(c => c.Id == "convolution-above-dense");
        Judged(claim, verdict, convolution / dense, convolution / dense / half, convolution / dense * half);
        Assert.Equal("conv1, conv2 against fc1, fc2, output, at 2 observations.", claim.Note);
    }

    [Fact]
    public void Layers_need_a_convolutional_network_on_true_labels()
    {
        Assert.Equal("There is no training on true labels.", Claim("convolution-above-dense", Training("random", Flat(1), 0.1)).Note);
        Assert.Equal("The network has no convolution, or no dense layer: set convolution=lenet.", Claim("convolution-above-dense", Training("true", Flat(1), 0.1)).Note);
    }

    [Theory]
    [InlineData(0.8, 0.5, 1000, Verdict.Held)]
    [InlineData(0.5, 0.8, 1000, Verdict.Contradicted)]
    [InlineData(0.51, 0.5, 1000, Verdict.Undecided)]
    public void Early_stopping(double stopped, double last, int test, Verdict verdict)
    {
        // 12 at step 100 is the peak since step 25; the first value of at most 6 comes at step 200.
        Observation[] training = Training("corrupted-50", [900, 9, 3, 8, 12, 5, 2], 0.01);
        double[] tests = [0, 0, 0, 0, 0, stopped, last];
        training = [.. training.Select((o, i) => o with { Values = new Dictionary<string, double>(o.Values) { [MetricNames.TestAccuracy] = tests[i] } })];
        double half = Intervals.Z * Math.Sqrt(((stopped * (1 - stopped)) + (last * (1 - last))) / test);
        Claim claim = CoherenceClaims.Judge(Of(test, 10, training)).Single(c => c.Id == "coherence-says-when-to-stop");
        Judged(claim, verdict, stopped - last, stopped - last - half, stopped - last + half);
    }

    [Fact]
    public void Early_stopping_is_not_judged_without_its_ground()
    {
        const string id = "coherence-says-when-to-stop";
        Assert.Equal("There is no training on partly corrupted labels.", Claim(id, Training("true", Flat(1), 0.1)).Note);
        Assert.Equal("In 'corrupted-50' m-coherence never halved.", Claim(id, Training("corrupted-50", Flat(1), 0.1)).Note);
        Claim unfitted = Claim(id, Training("corrupted-50", [900, 9, 3, 8, 12, 5, 2], 0.01)[..6]);
        Assert.Equal((Verdict.Undecided, "Not every training fitted its corrupted labels, so its end is not yet the end."), (unfitted.Verdict, unfitted.Note));
        Claim untested = CoherenceClaims.Judge(Of(0, 10, Training("corrupted-50", Flat(1), 0.1))).Single(c => c.Id == id);
        Assert.Equal("There is no test set.", untested.Note);
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated()
    {
        IReadOnlyList<Claim> judged = CoherenceClaims.Judge(Convolutional(8, 2, 0.1));
        Assert.Equal(new CoherenceExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)), judged.Select(c => (c.Id, c.Statement, c.Source, c.Expected)));
    }

    private static double[] Flat(double value) => [.. Steps.Select(_ => value)];

    /// <summary>The z that covers so many values at once; by statistics.NormalDist().inv_cdf(1 - 0.025/7) in Python.</summary>
    private static double Z(int count) => count == 7 ? 2.690109527158866 : throw new ArgumentOutOfRangeException(nameof(count));

    private static Observation[] Training(string series, double[] coherence, double relativeError) =>
        Observed(series, 0.5, [.. Steps.Zip(Accuracies)]).With(i => coherence[i], relativeError);

    private static Claim Claim(string id, params Observation[][] trainings) => CoherenceClaims.Judge(Of(1000, 10, trainings)).Single(c => c.Id == id);

    /// <summary>A record with a training of LeNet on images of its size.</summary>
    private static RunRecord Convolutional(double convolution, double dense, double error)
    {
        Dataset set = new("made up", new float[10 * 28 * 28], new ImageShape(1, 28, 28), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 10);
        LaboratoryPlan laboratory = new(
            new DatasetPair(set, null, new DatasetInfo("made up", "none", "memory", "this test")), new StandardizationConstants(Standardization.None, [], []),
            new NetworkPlan("linear", new ModelOptions(), "he"), new SoftmaxCrossEntropy<float>(), new Seed(1), FitAccuracy: 0.7, StopAccuracy: 1, Probe: 10, Chunk: 10);
        TrainingSettings settings = new(new OptimizerSettings("sgd", 0.1, 0, 0), 10, 1000);
        (string Layer, double Value)[] layers = [("conv1", convolution), ("conv2", convolution), ("fc1", dense), ("fc2", dense), ("output", dense)];
        Observation[] training = [.. Training("convolution", Flat(1), error).Select(o =>
        {
            // At step 25 all is the other way round: the transient is left out. So is what comes after fitting.
            bool counts = o.Step is > 25 and < 200;
            Dictionary<string, double> values = new(o.Values);
            foreach ((string layer, double value) in layers)
                (values[$"m_coherence/{layer}"], values[$"m_coherence/{layer}_error"]) = (counts ? value : 1 / value, error * (counts ? value : 1 / value));
            return o with { Values = values };
        })];
        TrialPlan trial = new("convolution", set, null, settings, 0) { Network = new NetworkPlan("lenet", new ModelOptions(), "he") };
        TrialPlan truth = new("true", set, null, settings, 0);
        return new RunRecord(laboratory, [truth, trial], [.. Training("true", Flat(1), error), .. training], name => throw new KeyNotFoundException(name));
    }
}
