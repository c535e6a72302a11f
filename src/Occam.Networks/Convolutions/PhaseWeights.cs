using Occam.Numerics.Dense;

namespace Occam.Networks.Convolutions;

/// <summary>The weights of one phase as the left factor of an input adjoint: lanes are input channels, k runs through the (q, tap) of the phase.</summary>
internal readonly unsafe struct PhaseWeights<T>(T* weights, int taps, int* indices) : IPanelSource<T>
    where T : unmanaged
{
    public T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel)
    {
        T* source = weights + ((nint)firstLane * taps), row = panel;
        for (int k = firstDepth; k < firstDepth + depth; k++, row += width)
        {
            T* from = source + indices[k];
            for (int lane = 0; lane < lanes; lane++) row[lane] = from[lane * taps];
            for (int lane = lanes; lane < width; lane++) row[lane] = default;
        }

        return panel;
    }
}
