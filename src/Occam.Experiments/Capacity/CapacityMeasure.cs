namespace Occam.Experiments.Capacity;

/// <summary>What a bound contributes that differs between two trainings of one network: these rank trainings, whatever constants stand in front.</summary>
internal enum CapacityMeasure
{
    /// <summary>The Frobenius bound's complexity over the margin.</summary>
    Frobenius,

    /// <summary>The path bound's complexity over the margin.</summary>
    Path,

    /// <summary>The spectral complexity of Bartlett et al. over the margin.</summary>
    Bartlett,

    /// <summary>That of Neyshabur et al. over the margin.</summary>
    Neyshabur,

    /// <summary>The distance from the initial weights.</summary>
    Distance,
}
