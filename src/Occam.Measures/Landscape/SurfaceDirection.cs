namespace Occam.Measures.Landscape;

/// <summary>A direction in which parameters move, and on request the statistics of normalizations with them.</summary>
/// <param name="Parameters">[P].</param>
/// <param name="Statistics">[statistics]; null where they stand still. Moved beyond the ends of an interpolation a variance may become negative: the loss is NaN there.</param>
public sealed record SurfaceDirection<T>(T[] Parameters, T[]? Statistics = null)
    where T : unmanaged;
