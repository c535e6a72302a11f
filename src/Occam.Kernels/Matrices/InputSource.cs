using System.Numerics;
using Occam.Numerics.Dense;

namespace Occam.Kernels.Matrices;

/// <summary>Rows of single-precision inputs as a factor of a product in either precision.</summary>
internal readonly unsafe struct InputSource<T>(float* data, nint dimension) : IPanelSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel)
    {
        float* source = data + (firstLane * dimension) + firstDepth;
        if (typeof(T) == typeof(float))
        {
            Panels.CopyTransposed(source, dimension, lanes, width, depth, (float*)panel);
            return panel;
        }

        for (int lane = 0; lane < width; lane++)
        {
            for (int k = 0; k < depth; k++) panel[(k * width) + lane] = lane < lanes ? T.CreateTruncating(source[(lane * dimension) + k]) : T.Zero;
        }

        return panel;
    }
}
