using Occam.Numerics.Dense;

namespace Occam.Networks.Convolutions;

/// <summary>Patches as the left factor of a weight gradient: lanes are the values of a patch, k runs through the sites of one example.</summary>
internal readonly unsafe struct PatchRows<T>(T* image, PatchGrid grid, int* offsets) : IPanelSource<T>
    where T : unmanaged
{
    public T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel)
    {
        for (int k = 0; k < depth;)
        {
            int site = firstDepth + k, run = Math.Min(grid.Run(site), depth - k);
            Panels.CopyGathered(image + grid.Offset(site), offsets + firstLane, lanes, width, run, panel + ((nint)k * width));
            k += run;
        }

        return panel;
    }
}
