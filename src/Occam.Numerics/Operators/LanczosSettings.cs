namespace Occam.Numerics.Operators;

/// <summary>What <see cref="Lanczos"/> is asked for.</summary>
public sealed record LanczosSettings
{
    /// <summary>How many of the largest eigenvalues; all, if the matrix has fewer.</summary>
    public int Largest { get; init; } = 10;

    /// <summary>How many of the smallest eigenvalues; all, if the matrix has fewer.</summary>
    public int Smallest { get; init; } = 5;

    /// <summary>The residual at which a pair is good enough, as a fraction of the largest |θ|. Products in single precision reach about 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>The most vectors that are kept, and the most products beside the certificates; memory is this times the dimension.</summary>
    public int MaximumSteps { get; init; } = 300;

    /// <summary>Whether the eigenvectors are returned.</summary>
    public bool KeepVectors { get; init; }
}
