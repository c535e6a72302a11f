namespace Occam.Networks.Convolutions;

/// <summary>Examples whose sites are put side by side in one product, so that small images still fill whole vectors. Decided by the sizes only.</summary>
internal readonly record struct ExampleGroups(int Batch, int Size)
{
    private const int WantedColumns = 240;

    public int Count => (Batch + Size - 1) / Size;

    public static ExampleGroups For(int batch, int sites) => new(batch, Math.Clamp((WantedColumns + sites - 1) / sites, 1, Math.Max(batch, 1)));

    public int First(int group) => group * Size;

    public int Examples(int group) => Math.Min(Size, Batch - (group * Size));
}
