using Occam.Experiments.Judging;
using Occam.Measures.Capacity;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Capacity;

/// <summary>What a run has recorded about trainings on n examples, and every bound computed from it. Models are numbered as in the plan.</summary>
internal sealed class CapacityRecord(RunRecord record)
{
    private const int MarginLevel = 10;

    private readonly double[] _growth = record.Result(CapacityNames.Plan, CapacityNames.Growth), _facts = record.Result(CapacityNames.Plan, CapacityNames.Facts);
    private readonly double[] _lengths = record.Result(CapacityNames.Plan, CapacityNames.Lengths), _patterns = record.Result(CapacityNames.Plan, CapacityNames.Patterns);

    /// <summary>The run.</summary>
    public RunRecord Record => record;

    /// <summary>The plan.</summary>
    public CapacityPlan Plan { get; } = CapacityPlan.Of(record);

    /// <summary>Test examples.</summary>
    public int TestExamples => record.Laboratory.Data.Test!.Count;

    /// <summary>Parameters of a model.</summary>
    public double Parameters(int model) => _facts[3 * model];

    /// <summary>An upper bound of its VC dimension; NaN where none is known.</summary>
    public double Dimension(int model) => _facts[(3 * model) + 1];

    /// <summary>A training.</summary>
    public FitValues Fit(int model, int size, bool random, int repetition) => FitValues.Of(record, Name(model, size, random, repetition));

    /// <summary>The mean of a quantity over the repetitions.</summary>
    public double Mean(Func<int, double> ofRepetition) => Enumerable.Range(1, Plan.Repetitions).Average(ofRepetition);

    /// <summary>The correlations of all draws.</summary>
    public double[] Correlations(int model, int size) => [.. Enumerable.Range(1, Plan.Draws).Select(r => Fit(model, size, true, r).Correlation)];

    /// <summary>R̂ from below: the mean of the best training correlations over the draws, with Student's interval as far as 1. Its low end bounds R̂; its high end does not, since the class may reach more.</summary>
    public Sample Complexity(int model, int size)
    {
        Sample sample = Sample.Of(Correlations(model, size));
        return sample with { High = Math.Min(1, sample.High) };
    }

    /// <summary>R̂ from above, by the number of ways to label the examples; 1 where no count is known.</summary>
    public double ComplexityAtMost(int model, int size)
    {
        double patterns = _patterns[(model * Plan.Sizes.Length) + size];
        return double.IsNaN(patterns) ? 1 : EmpiricalRademacher.OfSigns(patterns, Plan.Sizes[size]);
    }

    /// <summary>A gap and its interval.</summary>
    public GapRange Gap(int model, int size, bool random, int repetition) => GapRange.Of(Fit(model, size, random, repetition), TestExamples);

    /// <summary>ln Π(2n).</summary>
    public double LogGrowth(int model, int size) => _growth[(model * Plan.Sizes.Length) + size];

    /// <summary>What a bound allows the gap of a training to be; NaN where it does not apply.</summary>
    public double Bound(CapacityBound bound, int model, int size, bool random, int repetition)
    {
        int n = Plan.Sizes[size];
        return bound switch
        {
            CapacityBound.Rademacher => RademacherBound.OfSigns(ComplexityAtMost(model, size), n, Plan.Failure),
            CapacityBound.RademacherFitted => RademacherBound.OfSigns(Complexity(model, size).Mean, n, Plan.Failure),
            CapacityBound.VapnikChervonenkis => VapnikChervonenkis.Bound(LogGrowth(model, size), n, Plan.Failure),
            CapacityBound.Frobenius => OfMargin(model, size, random, repetition, norms => norms.Frobenius, norms => FrobeniusOfOne(norms, size)),
            _ => OfMargin(model, size, random, repetition, norms => norms.Path, norms => PathOfOne(norms, size)),
        };
    }

    /// <summary>What a training makes of a measure; NaN where the margin is not positive or the network is not fully connected.</summary>
    public double Measure(CapacityMeasure measure, int model, int size, bool random, int repetition)
    {
        string name = Name(model, size, random, repetition);
        NetworkNorms norms = NetworkNorms.Of(record, name);
        double margin = record.Result(name, CapacityNames.Margins)[MarginLevel], n = Plan.Sizes[size];
        if (measure == CapacityMeasure.Distance) return norms.Distance;
        return !(margin > 0) ? double.NaN : measure switch
        {
            CapacityMeasure.Frobenius => norms.Frobenius * FrobeniusOfOne(norms, size) / margin,
            CapacityMeasure.Path => norms.Path * PathOfOne(norms, size) / margin,
            CapacityMeasure.Bartlett => norms.Bartlett * Math.Sqrt(_lengths[3 * size]) / (n * margin),
            _ => norms.Neyshabur * Math.Sqrt(_lengths[(3 * size) + 2] / n) * norms.Layers * Widths(model, norms.Layers) / margin,
        };
    }

    /// <summary>The logarithm of a measure on random labels over that on true ones, by repetition; empty where one is missing.</summary>
    public double[] LogRatios(CapacityMeasure measure, int model, int size) => Logarithms(r =>
        Measure(measure, model, size, true, r) / Measure(measure, model, size, false, r));

    /// <summary>The logarithm of a measure on true labels at the largest n over that at the smallest, by repetition; empty where one is missing.</summary>
    public double[] LogGrowthWithExamples(CapacityMeasure measure, int model) => Logarithms(r =>
        Measure(measure, model, Plan.Sizes.Length - 1, false, r) / Measure(measure, model, 0, false, r));

    private double[] Logarithms(Func<int, double> ratio)
    {
        double[] logs = [.. Enumerable.Range(1, Plan.Repetitions).Select(r => Elementary.Log(ratio(r)))];
        return logs.All(double.IsFinite) ? logs : [];
    }

    private double OfMargin(int model, int size, bool random, int repetition, Func<NetworkNorms, double> norm, Func<NetworkNorms, double> complexityOfOne)
    {
        string name = Name(model, size, random, repetition);
        NetworkNorms norms = NetworkNorms.Of(record, name);
        if (double.IsNaN(norms.Layers)) return double.NaN;
        IEnumerable<(double, double)> margins = record.Result(name, CapacityNames.Margins).Select((margin, p) => (margin, (double)p / SignFit.Quantiles));
        return MarginBound.Smallest(margins, norm(norms), complexityOfOne(norms), Plan.Sizes[size], Plan.Failure) - Fit(model, size, random, repetition).TrainError;
    }

    private double FrobeniusOfOne(NetworkNorms norms, int size) => EmpiricalRademacher.Frobenius(1, (int)norms.Layers, _lengths[3 * size], Plan.Sizes[size]);

    private double PathOfOne(NetworkNorms norms, int size) =>
        EmpiricalRademacher.Path(1, (int)norms.Layers, record.Laboratory.Input.Size + 1, _lengths[(3 * size) + 1], Plan.Sizes[size]);

    /// <summary>√(h ln(Lh)), h the largest layer.</summary>
    private double Widths(int model, double layers)
    {
        double width = _facts[(3 * model) + 2];
        return Math.Sqrt(width * Math.Max(1, Elementary.Log(layers * width)));
    }

    private string Name(int model, int size, bool random, int repetition) => CapacityNames.Fit(Plan.Models[model], Plan.Sizes[size], random, repetition);
}
