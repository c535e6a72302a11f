using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Training;

namespace Occam.Experiments.Capacity;

/// <summary>
/// Trainings of the same steps with and without an example. The loss that is compared is ℓ = 1 − p(y | x), the probability of a wrong answer: it lies in
/// [0, 1], as the bound by uniform stability needs.
/// </summary>
/// <param name="Choice">The network and its learning rate.</param>
/// <param name="Settings">What all trainings share.</param>
/// <param name="Train">S, with true labels.</param>
/// <param name="Test">Where losses are compared.</param>
/// <param name="LeftOut">The places of the examples that are left out, one at a time.</param>
/// <param name="Seed">Weights, order and tosses.</param>
internal sealed record LeaveOneOut(NetworkChoice Choice, TrainingSettings Settings, Dataset Train, Dataset Test, int[] LeftOut, Seed Seed)
{
    private static readonly string[] Results = [CapacityNames.TestLosses, CapacityNames.LeftOutLosses, CapacityNames.Ends];

    /// <summary>The places of so many examples, the first of a random order.</summary>
    public static int[] Places(Seed seed, int examples, int count)
    {
        int[] order = new int[examples];
        seed.Derive("left-out").Permutation(order);
        return order[..count];
    }

    /// <summary>The training on everything, then one without each of the examples, for both kinds of labels.</summary>
    public IEnumerable<Computation> Computations() => ((bool[])[false, true]).SelectMany(random => Enumerable.Range(-1, LeftOut.Length + 1).Select(j =>
        new Computation(j < 0 ? CapacityNames.Whole(random) : CapacityNames.Without(random, j), Results, site => Compute(site, random, j))));

    private NamedArray[] Compute(ComputationSite site, bool random, int j)
    {
        Dataset whole = random ? TwoSides.Tossed(Train, Seed.Derive("tosses").Derive("train")) : Train, test = random ? TwoSides.Tossed(Test, Seed.Derive("tosses").Derive("test")) : Test;
        int[] labels = whole.Labels.ToArray();
        if (j >= 0) labels[LeftOut[j]] = LeftOutLoss.LeftOut;
        Dataset data = new(whole.Name, whole.Images.ToArray(), whole.Shape, labels, LeftOutLoss.LeftOut + 1);
        using SignTraining training = new(site, Choice, Settings, data, new LeftOutLoss(), Seed);
        training.Advance(Settings.Steps);
        double[] tests = Losses(training.Margins(test)), trains = Losses(training.Margins(whole));
        return
        [
            new NamedArray(CapacityNames.TestLosses, tests), new NamedArray(CapacityNames.LeftOutLosses, [.. LeftOut.Select(i => trains[i])]),
            new NamedArray(CapacityNames.Ends, [trains.Average(), Errors(trains), tests.Average(), Errors(tests)]),
        ];
    }

    private static double[] Losses(double[] margins) => [.. margins.Select(m => Elementary.Sigmoid(-m))];

    private static double Errors(double[] losses) => losses.Count(l => !(l < 0.5)) / (double)losses.Length;
}
