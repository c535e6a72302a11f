namespace Occam.Measures.Curvature;

/// <summary>What curvature and evidence are allowed to cost, and the prior.</summary>
public sealed record CurvatureSettings
{
    /// <summary>Networks up to so many parameters get every eigenvalue.</summary>
    public const int LargestDense = 4096;

    /// <summary>Whether every eigenvalue is computed although the network is larger than <see cref="LargestDense"/>.</summary>
    public bool Exact { get; init; }

    /// <summary>
    /// Random probes of an estimated spectrum; null for every eigenvalue of a small network, and for 5 probes of a larger one. A number asks for
    /// estimates even of a small network.
    /// </summary>
    public int? Samples { get; init; }

    /// <summary>Lanczos steps of each probe.</summary>
    public int Steps { get; init; } = 30;

    /// <summary>The most Lanczos steps for the eigenvalues at the ends of the spectrum.</summary>
    public int ExtremeSteps { get; init; } = 100;

    /// <summary>λ of the prior exp(−λ‖w‖²/2); null to derive it.</summary>
    public double? PriorPrecision { get; init; }

    /// <summary>The weight decay of the training, the coefficient of ‖w‖²/2 beside the mean loss; 0 for none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The most bytes for matrices and bases.</summary>
    public long Memory { get; init; } = 4L << 30;
}
