using System.Runtime.Intrinsics;
using Occam.Numerics.Dense;

namespace Occam.Networks.Convolutions;

/// <summary>Patches as the right factor of a product: lanes are sites (of several examples in a row), k runs through the patch.</summary>
internal readonly unsafe struct PatchColumns<T>(T* image, PatchGrid grid, int* offsets) : IPanelSource<T>
    where T : unmanaged
{
    private const int MaximumWidth = 48;

    public T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel)
    {
        int* sources = stackalloc int[MaximumWidth], targets = stackalloc int[MaximumWidth];
        int copies = Plan(firstLane, lanes, sources, targets);
        T* row = panel;
        for (int k = firstDepth; k < firstDepth + depth; k++, row += width)
        {
            T* from = image + offsets[k];
            // A copy may run past its own sites: the next copy, or the next row of the panel, writes over what it spilled.
            for (int c = 0; c < copies; c++) Vector512.Load(from + sources[c]).Store(row + targets[c]);
            for (int lane = lanes; lane < width; lane++) row[lane] = default;
        }

        return panel;
    }

    private int Plan(int firstLane, int lanes, int* sources, int* targets)
    {
        int copies = 0;
        for (int lane = 0; lane < lanes;)
        {
            int length = Math.Min(Math.Min(grid.Run(firstLane + lane), lanes - lane), Vector512<T>.Count);
            sources[copies] = grid.Offset(firstLane + lane);
            targets[copies++] = lane;
            lane += length;
        }

        return copies;
    }
}
