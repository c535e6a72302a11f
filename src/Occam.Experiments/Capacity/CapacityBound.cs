namespace Occam.Experiments.Capacity;

/// <summary>The bounds whose constants are all known, so that they can be compared with a gap.</summary>
internal enum CapacityBound
{
    /// <summary>By the Rademacher complexity, from above: counted.</summary>
    Rademacher,

    /// <summary>What that bound is at least, by the fitted complexity. It is no bound of a gap.</summary>
    RademacherFitted,

    /// <summary>By the number of ways in which the network can label 2n examples.</summary>
    VapnikChervonenkis,

    /// <summary>By the product of Frobenius norms and the margin; for a linear model by its norm.</summary>
    Frobenius,

    /// <summary>By the path norm and the margin.</summary>
    Path,
}
