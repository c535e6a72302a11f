namespace Occam.Data.Preprocessing;

/// <summary>The constants that standardized a set, as a run states them. Empty lists unless the kind is <see cref="Standardization.PerChannel"/>.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Means">The mean of each channel over the training set.</param>
/// <param name="Deviations">The population standard deviation of each channel over the training set. A constant channel has 0, and is then only centred.</param>
public sealed record StandardizationConstants(Standardization Kind, IReadOnlyList<double> Means, IReadOnlyList<double> Deviations);
