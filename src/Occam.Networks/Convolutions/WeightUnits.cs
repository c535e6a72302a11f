namespace Occam.Networks.Convolutions;

/// <summary>
/// The cut of a weight gradient into units of patch values. Each unit goes through all examples in order, so no two workers ever add to the
/// same value; the cut depends on the layer only.
/// </summary>
internal readonly record struct WeightUnits(int Groups, int PatchLength)
{
    private const int PanelWidth = 8, LargestUnit = 18, SharedBy = 4;

    /// <summary>Patch values of one unit; the last of a group may have fewer. A multiple of four units shares evenly among two or four workers.</summary>
    public int Lanes => PanelWidth * ((Panels + WantedUnits - 1) / WantedUnits);

    public int PerGroup => (PatchLength + Lanes - 1) / Lanes;

    public int Count => Groups * PerGroup;

    private int WantedUnits => (Panels + (SharedBy * LargestUnit) - 1) / (SharedBy * LargestUnit) * SharedBy;

    private int Panels => (PatchLength + PanelWidth - 1) / PanelWidth;

    public int Group(int unit) => unit / PerGroup;

    public int First(int unit) => unit % PerGroup * Lanes;

    public int Size(int unit) => Math.Min(Lanes, PatchLength - First(unit));
}
