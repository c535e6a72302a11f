using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>The parameters that the lanes of a vector stand for: neighbours in a layer's [group, output, column of U], the bias last in each output.</summary>
/// <param name="Shape">The layer.</param>
/// <param name="Offset">Where the layer's parameters start in the network's.</param>
/// <param name="First">The first of them.</param>
/// <param name="Lanes">How many lanes count.</param>
internal readonly unsafe record struct CoordinateRange(FactorShape Shape, int Offset, int First, int Lanes)
{
    /// <summary>Writes the lanes to their places among the network's parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(Vector512<T> value, T* parameters)
        where T : unmanaged
    {
        int row = First / Shape.InputColumns, column = First - (row * Shape.InputColumns), width = Shape.InputWidth;
        if (Lanes == Vector512<T>.Count && column + Lanes <= width) value.Store(parameters + Offset + ((nint)row * width) + column);
        else Scatter(value, parameters + Offset, row, column);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Scatter<T>(Vector512<T> value, T* layer, int row, int column)
        where T : unmanaged
    {
        T* lanes = stackalloc T[Vector512<T>.Count];
        value.Store(lanes);
        int width = Shape.InputWidth;
        T* biases = layer + ((nint)Shape.Groups * Shape.CotangentWidth * width);
        for (int lane = 0; lane < Lanes; lane++)
        {
            if (column < width) layer[((nint)row * width) + column] = lanes[lane];
            else biases[row] = lanes[lane];
            if (++column < Shape.InputColumns) continue;
            (row, column) = (row + 1, 0);
        }
    }
}
