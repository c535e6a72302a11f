using Occam.Experiments.Judging;

namespace Occam.Experiments.Capacity;

/// <summary>What a training leaves.</summary>
/// <param name="Correlation">(1/n) Σ y_i sign f(x_i), the largest that was seen at a milestone; of the linear model on random labels the larger of that and <see cref="HalfSpaces"/>.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="TrainError">Fraction of wrong training answers at the end.</param>
/// <param name="TestError">Fraction of wrong test answers, on labels of the same kind; NaN where it was not measured.</param>
internal sealed record FitValues(double Correlation, double Steps, double TrainError, double TestError)
{
    /// <summary>Test error − training error.</summary>
    public double Gap => TestError - TrainError;

    /// <summary>What was recorded.</summary>
    public static FitValues Of(RunRecord record, string name)
    {
        double[] v = record.Result(name, CapacityNames.Values);
        return new FitValues(v[0], v[1], v[2], v[3]);
    }

    /// <summary>The numbers in the order in which they are kept.</summary>
    public double[] ToArray() => [Correlation, Steps, TrainError, TestError];
}
