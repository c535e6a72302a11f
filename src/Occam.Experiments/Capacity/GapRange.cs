using Occam.Experiments.Judging;

namespace Occam.Experiments.Capacity;

/// <summary>Test error − training error, with the interval that the number of test examples leaves.</summary>
/// <param name="Value">The difference.</param>
/// <param name="Low">With the lower end of Wilson's interval of the test error.</param>
/// <param name="High">With its upper end.</param>
internal readonly record struct GapRange(double Value, double Low, double High)
{
    /// <summary>The training error is known; the test error is a proportion of so many examples.</summary>
    public static GapRange Of(FitValues fit, int testExamples)
    {
        (double low, double high) = Intervals.Proportion(fit.TestError, testExamples);
        return new GapRange(fit.Gap, low - fit.TrainError, high - fit.TrainError);
    }
}
