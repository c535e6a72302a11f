using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Networks.Losses;
using Occam.Numerics.Random;
using Occam.Training;

namespace Occam.Experiments.Capacity;

/// <summary>One training on n examples until their labels are fitted or the steps are used up: how far the network can follow these labels.</summary>
/// <param name="Choice">The network and its learning rate.</param>
/// <param name="Model">Its name.</param>
/// <param name="Examples">n.</param>
/// <param name="Random">Whether the labels are tossed.</param>
/// <param name="Repetition">1, 2, ...: weights, order and tosses of their own.</param>
/// <param name="HalfSpaces">Those of the examples, where the network is the linear model: they go on where training does not fit tossed labels.</param>
internal sealed record SignFit(NetworkChoice Choice, string Model, int Examples, bool Random, int Repetition, Lazy<HalfSpaces>? HalfSpaces = null)
{
    /// <summary>How many quantiles of the training margins are kept.</summary>
    public const int Quantiles = 100;

    /// <summary>The computation; norms, margins and the test error only where they are asked for, because the first draws are enough for them.</summary>
    public Computation Computation(TrainingSettings settings, Dataset train, Dataset test, Seed seed, bool whole) => new(
        CapacityNames.Fit(Model, Examples, Random, Repetition),
        whole ? [CapacityNames.Values, CapacityNames.Margins, CapacityNames.Norms] : [CapacityNames.Values],
        site => Compute(site, settings, train, test, seed, whole));

    /// <summary>margins[p] is the value below which at most p % of the training margins lie.</summary>
    public static double[] LowerQuantiles(double[] margins)
    {
        double[] sorted = [.. margins.Order()];
        return [.. Enumerable.Range(0, Quantiles).Select(p => sorted[(int)((long)p * sorted.Length / Quantiles)])];
    }

    private NamedArray[] Compute(ComputationSite site, TrainingSettings settings, Dataset train, Dataset test, Seed seed, bool whole)
    {
        Seed tosses = seed.Derive("tosses").Derive(Repetition);
        Dataset data = TwoSides.Part(train, Examples, seed);
        if (Random) (data, test) = (TwoSides.Tossed(data, tosses.Derive("train")), TwoSides.Tossed(test, tosses.Derive("test")));
        using SignTraining training = new(site, Choice, settings, data, new Logistic<float>(), seed.Derive("repetition").Derive(Repetition));
        (double smallest, double[] margins) = Fit(training, data, settings.Steps);
        double correlation = 1 - (2 * smallest);
        if (Random && smallest > 0 && HalfSpaces is not null) correlation = Math.Max(correlation, HalfSpaces.Value.Correlation(data.Labels));
        FitValues values = new(correlation, training.StepsTaken, Error(margins), whole ? Error(training.Margins(test)) : double.NaN);
        NamedArray array = new(CapacityNames.Values, values.ToArray());
        return !whole ? [array] :
        [
            array, new NamedArray(CapacityNames.Margins, LowerQuantiles(margins)),
            new NamedArray(CapacityNames.Norms, NetworkNorms.Of(training, site.Workers, seed).ToArray()),
        ];
    }

    /// <summary>The smallest training error at a milestone, and the margins at the end.</summary>
    private static (double Smallest, double[] Margins) Fit(SignTraining training, Dataset data, long steps)
    {
        (double smallest, double[] margins) = (1, []);
        foreach (long milestone in Milestones.For(steps))
        {
            training.Advance(milestone);
            margins = training.Margins(data);
            smallest = Math.Min(smallest, Error(margins));
            if (smallest == 0) break;
        }

        return (smallest, margins);
    }

    private static double Error(double[] margins) => margins.Count(m => !(m > 0)) / (double)margins.Length;
}
