using Occam.Numerics.Statistics;

namespace Occam.Numerics.Operators;

/// <summary>A mean over random probes.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Error">The standard error over probes; NaN for one probe.</param>
/// <param name="Probes">How many probes.</param>
/// <param name="Products">How many products with the operator were made; estimates from the same probes share them.</param>
public sealed record TraceEstimate(double Value, double Error, int Probes, int Products)
{
    internal static TraceEstimate From(ReadOnlySpan<double> values, int products)
    {
        RunningMoments moments = new();
        foreach (double value in values) moments.Add(value);
        return new TraceEstimate(moments.Mean, moments.StandardError, values.Length, products);
    }
}
