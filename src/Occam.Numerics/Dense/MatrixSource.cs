namespace Occam.Numerics.Dense;

/// <summary>A strided matrix in memory: element (lane, k) is data[lane · laneStride + k · depthStride].</summary>
public readonly unsafe struct MatrixSource<T>(T* data, nint laneStride, nint depthStride) : IPanelSource<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel)
    {
        T* source = data + (firstLane * laneStride) + (firstDepth * depthStride);
        if (laneStride == 1) Panels.CopyRows(source, depthStride, lanes, width, depth, panel);
        else if (depthStride == 1) Panels.CopyTransposed(source, laneStride, lanes, width, depth, panel);
        else Panels.CopyStrided(source, laneStride, depthStride, lanes, width, depth, panel);
        return panel;
    }
}
