namespace Occam.Experiments.Models;

/// <summary>The precision in which a model is measured.</summary>
public enum MeasurePrecision
{
    /// <summary>float, 32 bits.</summary>
    Single,

    /// <summary>double, 64 bits.</summary>
    Double,
}
