namespace Occam.Networks.Layers;

/// <summary>
/// The arrays of one pass of a normalization; one that the pass does not have is null. Value: x, result. First order: vector, y, result.
/// Second order: all.
/// </summary>
internal unsafe struct NormalizationOperands<T>
    where T : unmanaged
{
    public T* X, Y, Vector, Cotangent, InputTangent, OutputTangent, Result;

    /// <summary>The same arrays from an offset on.</summary>
    public readonly NormalizationOperands<T> At(nint offset)
    {
        NormalizationOperands<T> moved = default;
        moved.X = Move(X, offset);
        moved.Y = Move(Y, offset);
        moved.Vector = Move(Vector, offset);
        moved.Cotangent = Move(Cotangent, offset);
        moved.InputTangent = Move(InputTangent, offset);
        moved.OutputTangent = Move(OutputTangent, offset);
        moved.Result = Move(Result, offset);
        return moved;
    }

    private static T* Move(T* array, nint offset) => array == null ? null : array + offset;
}
