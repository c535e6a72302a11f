using System.Globalization;

namespace Occam.Experiments.BatchSizes;

/// <summary>One training of the grid.</summary>
/// <param name="Rate">ε.</param>
/// <param name="Momentum">m.</param>
/// <param name="Examples">N.</param>
/// <param name="Batch">B.</param>
/// <param name="Repetition">1, 2, ...: weights and order of their own.</param>
internal sealed record BatchPoint(double Rate, double Momentum, int Examples, int Batch, int Repetition)
{
    /// <summary>The name under which its results are read.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Together}-{Repetition}");

    /// <summary>The name that it shares with its other repetitions, which are one computation.</summary>
    public string Together => string.Create(CultureInfo.InvariantCulture, $"rate-{Rate:0.##########}-momentum-{Momentum:0.##########}-examples-{Examples}-batch-{Batch}");

    /// <summary>g.</summary>
    public double SgdNoiseScale => SgdNoise.Scale(Rate, Examples, Batch, Momentum);
}
