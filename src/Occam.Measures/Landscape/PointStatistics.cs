namespace Occam.Measures.Landscape;

/// <summary>Which statistics batch normalizations use away from the trained point.</summary>
public enum PointStatistics
{
    /// <summary>Those of the trained point, moved only by a direction that says so.</summary>
    Frozen,

    /// <summary>
    /// Estimated anew at every point from the same examples: mean and unbiased variance of each chunk, averaged over chunks by their number of
    /// examples. With several chunks the variance between chunks is missing, as in other programs that re-estimate by batches.
    /// </summary>
    Reestimated,
}
