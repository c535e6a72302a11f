using Occam.Measures.Planning;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Gradients;

/// <summary>A statistic of m minibatches and its values without each one of them.</summary>
internal readonly record struct BatchStatistic(double Value, double[] WithoutOne)
{
    /// <summary>The delete-one-minibatch jackknife's; NaN for two minibatches, of which one alone has no pair.</summary>
    public double Error => WithoutOne.Length < 3 ? double.NaN : Jackknife.StandardError(WithoutOne);

    public Metric Metric(string name) => new(name, Value, Error);
}
